/** The only clock and timers that a client knows, so that tests can step them by hand. */
export interface Clock {
  /** Milliseconds; never goes back. */
  now(): number;
  /** Runs `task` after `delayMs`, unless the function that it gives is called before. */
  after(delayMs: number, task: () => void): () => void;
  /** From 0 to 1. */
  random(): number;
}

export const browserClock: Clock = {
  now: () => performance.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
