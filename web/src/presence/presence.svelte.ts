import { SvelteMap } from 'svelte/reactivity';
import type { ConnectionState, Id, Listener, Person, Presence as Told, RoomEvent, Typing } from '../hubbub';

const TYPING_MS = 5_000;

/** Who is online in one room: by name, or only how many where there are many. */
export interface Online {
  readonly people: ReadonlyMap<Id, Person> | undefined;
  readonly count: number;
}

/** Who is there and who types, as far as the server tells: none of it is certain. */
export class Presence implements Listener {
  private readonly online = new SvelteMap<Id, Online>();
  private readonly typers = new SvelteMap<Id, readonly Person[]>();
  private readonly ends = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly self: () => Id | undefined) {}

  of(room: Id): Online | undefined {
    return this.online.get(room);
  }

  typingIn(room: Id): readonly Person[] {
    return this.typers.get(room) ?? [];
  }

  presence(told: Told): void {
    if (told.count !== undefined) {
      this.online.set(told.room, { people: undefined, count: told.count });
      return;
    }
    const people = new Map(told.online === undefined ? this.online.get(told.room)?.people : []);
    (told.online ?? told.joined ?? []).forEach((person) => people.set(person.id, person));
    told.left?.forEach((person) => people.delete(person.id));
    this.online.set(told.room, { people, count: people.size });
  }

  typing({ room, user }: Typing): void {
    if (user.id === this.self()) {
      return;
    }
    const key = `${room} ${user.id}`;
    clearTimeout(this.ends.get(key));
    this.ends.set(key, setTimeout(() => this.stops(room, user.id), TYPING_MS));
    if (!this.typingIn(room).some((person) => person.id === user.id)) {
      this.typers.set(room, [...this.typingIn(room), user]);
    }
  }

  /** Who has said it types no more. */
  event(event: RoomEvent): void {
    if (event.kind === 'message') {
      this.stops(event.room, event.author.id);
    }
  }

  private stops(room: Id, user: Id): void {
    const key = `${room} ${user}`;
    clearTimeout(this.ends.get(key));
    if (this.ends.delete(key)) {
      this.typers.set(room, this.typingIn(room).filter((person) => person.id !== user));
    }
  }

  stateChanged(state: ConnectionState): void {
    if (state.name !== 'online') {
      this.online.clear();
      this.typers.clear();
    }
  }

  roomLeft(room: Id): void {
    this.online.delete(room);
    this.typers.delete(room);
  }
}
