import type { ReadMoved, RoomEvent, RoomState } from './wire';

/** A count that is further behind than so many messages is wrong by the rest, until the next one comes. */
const REMEMBERED = 1_000;

/**
 * How many messages of one room its user has not read, kept right although counts and events come by different ways and
 * so in either order.
 *
 * The server's count is good as of a seq of the log. Messages up to there are in it, whether they were heard of before or
 * are yet to come; only later ones are added.
 */
export class Unread {
  private later: number[] = [];
  private counted = 0;
  private asOf = 0;
  private marker = 0;

  /** The seq up to which the user has read. */
  get readSeq(): number {
    return this.marker;
  }

  get count(): number {
    return this.counted + this.later.length;
  }

  /** Takes the room's state, from a welcome or when it was opened. */
  takeState(room: RoomState): void {
    this.recount(room.readSeq, room.unread, room.lastSeq);
  }

  takeMoved(moved: ReadMoved): void {
    this.recount(moved.seq, moved.unread, moved.lastSeq);
  }

  takeEvent(event: RoomEvent): void {
    if (event.kind === 'message' && event.seq > this.asOf) {
      if (this.later.length === REMEMBERED) {
        this.asOf = this.later.shift()!;
        this.counted++;
      }
      this.later.push(event.seq);
    }
  }

  /** The user has seen everything up to `seq` here; the server's count will say the same in a moment. */
  readTo(seq: number): void {
    this.marker = Math.max(this.marker, seq);
    if (seq >= this.asOf) {
      this.recount(this.marker, 0, seq);
    }
  }

  /** Counts may overtake each other on their way. Neither markers nor logs ever move back, so the order shows. */
  private recount(marker: number, unread: number, lastSeq: number): void {
    if (marker < this.marker || (marker === this.marker && lastSeq < this.asOf)) {
      return;
    }
    this.marker = marker;
    this.counted = unread;
    this.asOf = lastSeq;
    this.later = this.later.filter((seq) => seq > lastSeq);
  }
}
