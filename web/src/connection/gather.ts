import type { Listener, RoomEvent } from '../hubbub';

/** How long a hidden page, which gets no frames, lets events gather. */
const HIDDEN_MS = 100;

/**
 * Hands events on in batches, once for each frame: in a burst there may be hundreds a second, and nobody sees more than
 * what is painted. Whatever depends on their order (a reset, a leaving) comes after those before it.
 */
export function gather(take: (events: readonly RoomEvent[]) => void): Listener {
  let waiting: RoomEvent[] = [];
  let due = false;
  const flush = (): void => {
    due = false;
    if (waiting.length > 0) {
      const events = waiting;
      waiting = [];
      take(events);
    }
  };
  return {
    event(event) {
      waiting.push(event);
      if (!due) {
        due = true;
        if (document.hidden) {
          setTimeout(flush, HIDDEN_MS);
        } else {
          requestAnimationFrame(flush);
        }
      }
    },
    reset: flush,
    roomLeft: flush,
    epochChanged: flush,
    welcomed: flush,
  };
}
