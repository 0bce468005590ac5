import { Unread, type Id, type Person, type Presence, type ReadMoved, type RoomEvent, type RoomState, type Welcome } from '../hubbub';

/** So many events are kept for tabs that were not listening for a moment. */
const KEPT = 2_000;

interface Room {
  state: RoomState;
  readonly unread: Unread;
}

/**
 * What a server would tell somebody who says hello now, kept up to date from what it told this browser once: the rooms, the
 * newest events, and who is there.
 */
export class Rooms {
  private readonly rooms = new Map<Id, Room>();
  private readonly presences = new Map<Id, { online?: Map<Id, Person>; count?: number }>();
  private recent: RoomEvent[] = [];
  /** Of each room: all its events after this seq are among the recent ones, as far as they came. */
  private readonly floors = new Map<Id, number>();

  /** @param cursors how far each room had come before the events that follow on the welcome */
  welcomed(welcome: Welcome, cursors: Readonly<Record<Id, number>>): void {
    this.rooms.clear();
    this.presences.clear();
    welcome.rooms.forEach((state) => this.put(state));
    for (const [room, seq] of Object.entries(cursors)) {
      if (!this.floors.has(room)) {
        this.floors.set(room, seq);
      }
    }
  }

  /** Seqs were given anew: nothing that was kept means anything. */
  forget(): void {
    this.rooms.clear();
    this.presences.clear();
    this.floors.clear();
    this.recent = [];
  }

  opened(state: RoomState): void {
    const known = this.rooms.get(state.id);
    if (known === undefined || known.state.lastSeq <= state.lastSeq) {
      this.put(state);
    }
  }

  private put(state: RoomState): void {
    const unread = new Unread();
    unread.takeState(state);
    this.rooms.set(state.id, { state, unread });
  }

  left(room: Id): void {
    this.rooms.delete(room);
    this.presences.delete(room);
    this.floors.delete(room);
    this.recent = this.recent.filter((event) => event.room !== room);
  }

  reset(room: Id, from: number): void {
    this.floors.set(room, from - 1);
    this.recent = this.recent.filter((event) => event.room !== room);
  }

  event(event: RoomEvent): void {
    if (!this.floors.has(event.room)) {
      this.floors.set(event.room, event.seq - 1);
    }
    this.recent.push(event);
    if (this.recent.length > 2 * KEPT) {
      this.recent.splice(0, KEPT).forEach(({ room, seq }) => this.floors.set(room, seq));
    }
    const room = this.rooms.get(event.room);
    if (room !== undefined && event.seq > room.state.lastSeq) {
      room.unread.takeEvent(event);
      room.state = { ...room.state, ...changed(room.state, event), lastSeq: event.seq };
    }
  }

  readMoved(moved: ReadMoved): void {
    this.rooms.get(moved.room)?.unread.takeMoved(moved);
  }

  presence(presence: Presence): void {
    const { room, online, joined = [], left = [], count } = presence;
    if (count !== undefined) {
      this.presences.set(room, { count });
      return;
    }
    const known = online === undefined ? this.presences.get(room)?.online : undefined;
    const there = new Map(known ?? (online ?? []).map((person) => [person.id, person]));
    joined.forEach((person) => there.set(person.id, person));
    left.forEach((person) => there.delete(person.id));
    this.presences.set(room, { online: there });
  }

  get states(): RoomState[] {
    return Array.from(this.rooms.values(), ({ state, unread }) => ({ ...state, readSeq: unread.readSeq, unread: unread.count }));
  }

  /** What follows on the welcome of somebody who has come so far: as frames of the wire protocol. */
  after(cursors: Readonly<Record<Id, number>>): object[] {
    const frames: object[] = [];
    const from = new Map<Id, number>();
    for (const [room, { state }] of this.rooms) {
      const cursor = cursors[room];
      const floor = this.floors.get(room) ?? state.lastSeq;
      if (cursor !== undefined && cursor < floor) {
        frames.push({ type: 'reset', room, lastSeq: state.lastSeq, from: floor + 1 });
      }
      from.set(room, cursor === undefined ? state.lastSeq : Math.max(cursor, floor));
    }
    for (const event of this.recent) {
      if (event.seq > (from.get(event.room) ?? Infinity)) {
        frames.push({ type: 'event', ...event });
      }
    }
    for (const [room, { online, count }] of this.presences) {
      frames.push({ type: 'presence', room, ...(online === undefined ? { count } : { online: [...online.values()] }) });
    }
    return frames;
  }
}

function changed(state: RoomState, event: RoomEvent): Partial<RoomState> {
  switch (event.kind) {
    case 'member_joined':
      return { members: state.members + 1 };
    case 'member_left':
    case 'member_removed':
      return { members: state.members - 1 };
    case 'room_updated':
      return { name: event.name ?? state.name };
    case 'topic_changed':
      return { topic: event.topic ?? '' };
    default:
      return {};
  }
}
