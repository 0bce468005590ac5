import { SvelteMap } from 'svelte/reactivity';
import type { Id, Listener, Person, ReadMoved, RoomEvent, RoomState, Welcome } from '../hubbub';
import { mentions, parse } from '../markdown';
import { Room } from './room.svelte';

/** The rooms that the user is in, with what is unread in them. */
export class Rooms implements Listener {
  private readonly byId = new SvelteMap<Id, Room>();
  /** Whether the server has told of them; before that there may be rooms that nobody knows of here. */
  known = $state(false);
  private readonly told = Promise.withResolvers<void>();
  me: Person | undefined = $state.raw();
  private epoch: string | undefined;

  /** The one for everybody first, then by name. */
  readonly list: readonly Room[] = $derived([...this.byId.values()].sort(byName));
  readonly unread: number = $derived(this.list.reduce((sum, room) => sum + room.unread, 0));

  /** Once the server has told of them. What is remembered of an earlier visit may be out of date. */
  whenKnown(): Promise<void> {
    return this.told.promise;
  }

  find(id: Id): Room | undefined {
    return this.byId.get(id);
  }

  get global(): Room | undefined {
    return this.list.find((room) => room.kind === 'global');
  }

  /** What an ack or an earlier visit says of a room. */
  enter(state: RoomState): Room {
    const room = this.byId.get(state.id);
    if (room !== undefined) {
      room.take(state);
      return room;
    }
    const entered = new Room(state);
    this.byId.set(state.id, entered);
    return entered;
  }

  /** What an earlier visit knew. */
  recall(rooms: readonly RoomState[], epoch: string): void {
    this.epoch = epoch;
    rooms.forEach((room) => this.enter(room));
  }

  welcomed(welcome: Welcome): void {
    this.me = welcome.user;
    if (this.epoch !== undefined && this.epoch !== welcome.epoch) {
      // Seqs may have been given anew: markers that are kept would be too high.
      this.byId.clear();
    }
    this.epoch = welcome.epoch;
    const there = new Set(welcome.rooms.map((room) => room.id));
    [...this.byId.keys()].filter((id) => !there.has(id)).forEach((id) => this.byId.delete(id));
    welcome.rooms.forEach((room) => this.enter(room));
    this.known = true;
    this.told.resolve();
  }

  roomOpened(state: RoomState): void {
    this.enter(state);
  }

  roomLeft(id: Id): void {
    this.byId.delete(id);
  }

  event(event: RoomEvent): void {
    this.byId.get(event.room)?.takeEvent(event, this.mentionsMe(event));
  }

  /** Whether somebody else's message names the user. */
  mentionsMe({ kind, author, text }: RoomEvent): boolean {
    if (this.me === undefined || kind !== 'message' || author.id === this.me.id || !text?.includes('@')) {
      return false;
    }
    const mine = this.me.username.toLowerCase();
    return mentions(parse(text)).some((name) => name.toLowerCase() === mine);
  }

  readMoved(moved: ReadMoved): void {
    this.byId.get(moved.room)?.takeMoved(moved);
  }
}

function byName(a: Room, b: Room): number {
  const globalFirst = Number(b.kind === 'global') - Number(a.kind === 'global');
  return globalFirst || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
}
