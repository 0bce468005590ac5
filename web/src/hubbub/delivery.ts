import type { Listener } from './client';
import { Positions } from './positions';
import type { Id, RoomEvent, RoomState, Welcome } from './wire';

/**
 * What one client's user is given of its rooms, through all its sockets: each event once and in order. It knows rooms and
 * positions, and nothing of sockets.
 */
export class Delivery {
  readonly positions = new Positions();
  private rooms = new Map<Id, RoomState>();
  private self: Id | undefined;

  constructor(private readonly listener: Listener) {}

  /** Takes the snapshot of a new connection. */
  welcomed(welcome: Welcome): void {
    this.self = welcome.user.id;
    if (this.positions.enter(welcome.epoch)) {
      this.listener.epochChanged?.(welcome.epoch);
    }
    // While this client was away its user may have left rooms, and rooms may have been deleted.
    const before = Object.keys(this.positions.cursorsInside());
    this.positions.forgetAllBut(welcome.rooms);
    this.rooms = new Map(welcome.rooms.map((room) => [room.id, room]));
    before.filter((room) => !this.rooms.has(room)).forEach((room) => this.listener.roomLeft?.(room));
    this.positions.take(welcome.rooms);
  }

  opened(room: RoomState): void {
    this.positions.open(room);
    this.rooms.set(room.id, room);
    this.listener.roomOpened?.(room);
  }

  /** False if one before it is missing: then the connection is not to be trusted. */
  deliver(event: RoomEvent): boolean {
    const cameBack = this.positions.hasLeft(event.room);
    const step = this.positions.offer(event.room, event.seq);
    if (step === 'hole') {
      return false;
    }
    if (step === 'duplicate') {
      return true;
    }
    if (step === 'skip') {
      this.reset(event.room, event.seq);
      this.positions.offer(event.room, event.seq);
    }
    const state = this.rooms.get(event.room);
    if (cameBack && state !== undefined) {
      // In a replay nobody else says so.
      this.listener.roomOpened?.(state);
    }
    this.listener.event?.(event);
    if (this.endsMembership(event)) {
      this.positions.leave(event.room);
      this.listener.roomLeft?.(event.room);
    }
    return true;
  }

  private endsMembership(event: RoomEvent): boolean {
    const leaves = event.kind === 'member_left' || event.kind === 'member_removed';
    return event.kind === 'room_deleted' || (leaves && (event.user ?? event.author).id === this.self);
  }

  reset(room: Id, from: number): void {
    this.positions.reset(room, from);
    this.listener.reset?.(room, from);
  }
}
