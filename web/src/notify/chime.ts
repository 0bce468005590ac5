let context: AudioContext | undefined;

/** Two soft notes. */
export function chime(): void {
  context ??= new AudioContext();
  for (const [pitch, at] of [
    [660, 0],
    [880, 0.12],
  ] as const) {
    const [tone, volume] = [context.createOscillator(), context.createGain()];
    const start = context.currentTime + at;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.08, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.25);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + 0.3);
  }
}
