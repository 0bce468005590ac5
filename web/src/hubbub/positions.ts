import type { Id, RoomState } from './wire';

/**
 * What to do with an event. `hole`: one before it is missing, so the connection is not to be trusted, and the replay of
 * a new one brings it. `skip`: that replay left the same hole; the log does not give the missing events to this user.
 */
export type Step = 'deliver' | 'duplicate' | 'hole' | 'skip';

/**
 * Where a room's stream stands: everything up to `seq` was delivered. Outside, the stream goes on with the user's joining,
 * whose seq only the server knows: any up to `latest`.
 */
interface Position {
  readonly seq: number;
  readonly latest?: number;
}

/** How far each room was delivered; decides for each event whether its turn has come. */
export class Positions {
  private readonly positions = new Map<Id, Position>();
  private readonly holes = new Map<Id, number>();
  private knownEpoch: string | undefined;

  get epoch(): string | undefined {
    return this.knownEpoch;
  }

  resume(epoch: string, cursors: Readonly<Record<Id, number>>): void {
    this.knownEpoch = epoch;
    for (const [room, seq] of Object.entries(cursors)) {
      this.positions.set(room, { seq });
    }
  }

  cursors(): Record<Id, number> {
    return Object.fromEntries(Array.from(this.positions, ([room, position]) => [room, position.seq]));
  }

  /** Without the rooms that the user has left, as far as was delivered. */
  cursorsInside(): Record<Id, number> {
    return Object.fromEntries(Object.entries(this.cursors()).filter(([room]) => !this.hasLeft(room)));
  }

  /** Takes the epoch of a welcome; true if it is another one than before, and every position was forgotten. */
  enter(epoch: string): boolean {
    const changed = this.knownEpoch !== undefined && this.knownEpoch !== epoch;
    if (changed) {
      this.positions.clear();
      this.holes.clear();
    }
    this.knownEpoch = epoch;
    return changed;
  }

  /** Takes the rooms of a welcome. Those without a position start at their newest event. */
  take(rooms: readonly RoomState[]): void {
    for (const room of rooms) {
      const position = this.positions.get(room.id);
      if (position === undefined) {
        this.positions.set(room.id, { seq: room.lastSeq });
      } else if (position.latest !== undefined) {
        this.positions.set(room.id, { seq: position.seq, latest: Math.max(position.seq + 1, room.lastSeq) });
      }
    }
  }

  forgetAllBut(rooms: readonly RoomState[]): void {
    const kept = new Set(rooms.map((room) => room.id));
    for (const room of this.positions.keys()) {
      if (!kept.has(room)) {
        this.positions.delete(room);
        this.holes.delete(room);
      }
    }
  }

  /** The user has just got into this room. If its events run already, they tell themselves where they stand. */
  open(room: RoomState): void {
    const position = this.positions.get(room.id);
    if (position === undefined) {
      this.positions.set(room.id, { seq: 0, latest: Math.max(1, room.lastSeq) });
    } else if (position.latest !== undefined) {
      this.positions.set(room.id, { seq: position.seq, latest: Math.max(position.seq + 1, room.lastSeq) });
    }
  }

  /** The last event delivered was the user's leaving: if he comes back, what lies between is not for him. */
  leave(room: Id): void {
    const position = this.positions.get(room);
    if (position !== undefined) {
      this.positions.set(room, { seq: position.seq, latest: Infinity });
    }
  }

  hasLeft(room: Id): boolean {
    return this.positions.get(room)?.latest === Infinity;
  }

  reset(room: Id, from: number): void {
    this.positions.set(room, { seq: from - 1 });
    this.holes.delete(room);
  }

  offer(room: Id, seq: number): Step {
    const position = this.positions.get(room);
    if (position !== undefined && seq <= position.seq) {
      return 'duplicate';
    }
    const latest = position === undefined ? Infinity : (position.latest ?? position.seq + 1);
    if (seq > latest) {
      return this.hole(room, seq);
    }
    this.positions.set(room, { seq });
    this.holes.delete(room);
    return 'deliver';
  }

  private hole(room: Id, seq: number): Step {
    const same = this.holes.get(room) === seq;
    this.holes.set(room, seq);
    return same ? 'skip' : 'hole';
  }
}
