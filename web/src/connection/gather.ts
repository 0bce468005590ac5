import type { Listener, RoomEvent } from '../hubbub';

/** How long a hidden page, which gets no frames, lets events gather. */
const HIDDEN_MS = 100;
/** Between two batches in a burst: what goes by faster nobody reads, and to lay out and paint the list costs the same for one as for ten. */
const BETWEEN_MS = 50;

/**
 * Hands events on in batches: the first after a quiet stretch with the next frame, and in a burst, of hundreds a second,
 * those of some frames together. Whatever depends on their order (a reset, a leaving) comes after those before it.
 */
export function gather(take: (events: readonly RoomEvent[]) => void): Listener {
  let waiting: RoomEvent[] = [];
  let due = false;
  let last = -Infinity;
  const flush = (): void => {
    due = false;
    last = performance.now();
    if (waiting.length > 0) {
      const events = waiting;
      waiting = [];
      take(events);
    }
  };
  const flushSoon = (): void => {
    const wait = document.hidden ? HIDDEN_MS : last + BETWEEN_MS - performance.now();
    if (wait > 0) {
      setTimeout(document.hidden ? flush : () => requestAnimationFrame(flush), wait);
    } else {
      requestAnimationFrame(flush);
    }
  };
  return {
    event(event) {
      waiting.push(event);
      if (!due) {
        due = true;
        flushSoon();
      }
    },
    reset: flush,
    roomLeft: flush,
    epochChanged: flush,
    welcomed: flush,
  };
}
