import type { Listener } from '../hubbub';

const NAMES = [
  'stateChanged',
  'welcomed',
  'event',
  'reset',
  'epochChanged',
  'roomOpened',
  'roomLeft',
  'presence',
  'typing',
  'readMoved',
  'goodbye',
  'complaint',
] as const satisfies readonly (keyof Listener)[];

/** One listener that tells all of them, in their order. */
export function together(listeners: readonly Listener[]): Listener {
  const tell = (name: keyof Listener) => (told: never) =>
    listeners.forEach((one) => (one[name] as ((told: never) => void) | undefined)?.call(one, told));
  return {
    ...(Object.fromEntries(NAMES.map((name) => [name, tell(name)])) as Listener),
    reset: (room, from) => listeners.forEach((one) => one.reset?.(room, from)),
  };
}
