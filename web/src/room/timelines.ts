import type { Id, Listener, RoomEvent } from '../hubbub';
import { Timeline, type Ask } from './timeline.svelte';

/** Rooms looked at before these are read anew when they are looked at again. */
const KEPT = 8;

/** The timelines of the rooms that were looked at last. */
export class Timelines {
  /** The last used at the end. */
  private readonly byRoom = new Map<Id, Timeline>();

  /** For what else than events they want to know. */
  readonly listener: Listener = {
    reset: (room) => this.byRoom.get(room)?.jumped(),
    roomLeft: (room) => this.byRoom.delete(room),
    epochChanged: () => this.byRoom.clear(),
  };

  constructor(private readonly ask: Ask) {}

  of(room: Id): Timeline {
    const timeline = this.byRoom.get(room) ?? new Timeline(room, this.ask);
    this.byRoom.delete(room);
    this.byRoom.set(room, timeline);
    if (this.byRoom.size > KEPT) {
      this.byRoom.delete(this.byRoom.keys().next().value!);
    }
    return timeline;
  }

  take(events: readonly RoomEvent[]): void {
    for (const [room, those] of Map.groupBy(events, (event) => event.room)) {
      this.byRoom.get(room)?.take(those);
    }
  }
}
