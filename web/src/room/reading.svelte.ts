import { tick } from 'svelte';
import type { Chat } from '../app/chat';
import type { Id, RoomEvent } from '../hubbub';
import type { Room } from '../rooms/room.svelte';
import type { Post } from '../storage';
import { startOf } from '../ui/times';
import type { Align } from '../window';
import { firstNewAfter, heightOf, keyOf, lookOf, type Look, type Row } from './rows';
import type { Timeline } from './timeline.svelte';

/** The list in the page. */
export interface List {
  jumpTo(key: string, align?: Align): void;
  jumpToEnd(): void;
}

/** One row as it is shown. */
export interface Item extends Look {
  readonly row: Row;
  /** Whether what is new begins with it. */
  readonly line: boolean;
  /** Whether the room begins with it. */
  readonly first: boolean;
  /** Whether it is the list's last. */
  readonly last: boolean;
}

/** What the list consists of, at one moment. */
interface Rows {
  readonly events: readonly RoomEvent[];
  readonly pending: readonly Post[];
  readonly keys: readonly string[];
  /** The message that the new ones begin with. */
  readonly line: number | undefined;
}

/** So near to what is loaded more is loaded. */
const NEAR_ROWS = 30;
/** More than are ever in the page. */
const MOST_ITEMS = 500;
/** Whoever is new to a room with a long past begins at its end. */
const MOST_UNREAD_OF_NEWCOMERS = 50;

/** How one room is being read: which rows there are, where the new begins, and what was seen. */
export class Reading {
  list: List | undefined;
  /** What to highlight, because a link led to it. */
  target: number | undefined = $state();
  /** The last that somebody else said, for those who hear rather than see it. */
  heard: RoomEvent | undefined = $state.raw();
  /** Whether the list is where it is to be. */
  placed = $state(false);
  atNewest = $state(true);

  readonly timeline: Timeline;

  private rows: Rows = $state.raw({ events: [], pending: [], keys: [], line: undefined });
  /** Up to where everything was read when the room was opened, or left out of sight. */
  private newFrom: number | undefined = $state();
  private readonly self: Id | undefined;
  /** The user's own messages are known by their refs. */
  private readonly seqs = new Map<string, number>();
  /** Those that were asked for last: a row that is as it was is not made anew. */
  private readonly items = new Map<string, Item>();
  private view: { readonly first: string; readonly last: string } | undefined;

  constructor(
    private readonly chat: Chat,
    readonly room: Room,
  ) {
    this.self = chat.rooms.me?.id;
    this.timeline = chat.timelines.of(room.id);
  }

  get keys(): readonly string[] {
    return this.rows.keys;
  }

  // ---- where to read

  /** Opens the room at the first unread message, or at the newest. */
  async open(): Promise<void> {
    await this.begin();
    const { unread, readSeq } = this.room;
    const unseen = readSeq === 0 && unread > MOST_UNREAD_OF_NEWCOMERS;
    this.newFrom = unread > 0 ? readSeq : undefined;
    if (unread === 0 || unseen) {
      await this.goToNewest();
    } else {
      await this.reach(readSeq + 1);
      this.sync();
      await this.jump(this.rows.line ?? readSeq + 1);
    }
  }

  /** Before there is a connection only what waits to be sent can be seen. */
  private async begin(): Promise<void> {
    if (!this.chat.rooms.known) {
      this.sync();
      this.placed = true;
      await this.chat.rooms.whenKnown();
      this.placed = false;
    }
  }

  async goToNewest(): Promise<void> {
    this.target = undefined;
    if (!this.timeline.opened || !this.timeline.atEnd) {
      await this.timeline.open('newest');
    }
    this.sync();
    await tick();
    this.list?.jumpToEnd();
    this.arrive();
  }

  async goTo(seq: number): Promise<void> {
    await this.begin();
    this.newFrom ??= this.room.unread > 0 ? this.room.readSeq : undefined;
    await this.reach(seq);
    this.target = seq;
    this.sync();
    await this.jump(seq);
  }

  async goToDay(day: string): Promise<void> {
    await this.begin();
    await this.goTo(await this.timeline.seqAt(startOf(day), this.room.lastSeq));
  }

  private async reach(seq: number): Promise<void> {
    if (!this.timeline.opened || !this.timeline.has(seq)) {
      await this.timeline.open({ seq });
    }
  }

  private async jump(seq: number): Promise<void> {
    await tick();
    const key = this.keys[this.timeline.indexOf(seq)];
    if (key !== undefined) {
      this.list?.jumpTo(key, 'center');
    }
    this.arrive();
  }

  private arrive(): void {
    this.placed = true;
    this.see();
  }

  // ---- what is new

  /** What comes from now on is new to whoever looks away. */
  lookAway(): void {
    if (this.room.unread === 0) {
      this.newFrom = this.room.lastSeq;
    }
  }

  /** Everything is read. */
  markAll(): void {
    this.newFrom = undefined;
    this.chat.reads.mark(this.room.id, this.room.lastSeq);
  }

  /** Who speaks has seen what there is. */
  spoke(): void {
    this.newFrom = undefined;
    void this.goToNewest();
  }

  // ---- rows

  /** For an effect: whatever the rows depend on. */
  get changes(): unknown {
    return [this.timeline.events, this.timeline.atEnd, this.chat.outbox.in(this.room.id), this.newFrom];
  }

  /** Takes what there is now. */
  sync(): void {
    const before = this.rows;
    const { events } = this.timeline;
    const line = this.newFrom === undefined ? undefined : firstNewAfter(events, this.newFrom, this.self);
    const eventKeys = this.eventKeys(before, events);
    // After a reload the history may bring one before its answer comes.
    const pending = this.chat.outbox.in(this.room.id).filter(({ ref }) => !this.seqs.has(ref));
    const keys = [...eventKeys, ...pending.map(({ ref }) => ref)];
    this.rows = { events, pending, keys, line };
    this.hear(before.events.at(-1)?.seq);
    this.more();
    this.see();
  }

  /** Only those of events that were not there before are made: there may be very many. */
  private eventKeys(before: Rows, events: readonly RoomEvent[]): readonly string[] {
    const kept = before.keys.slice(0, before.events.length);
    const first = before.events[0];
    const start = first === undefined ? -1 : first.seq - (events[0]?.seq ?? Infinity);
    const end = start + kept.length;
    if (start < 0 || events[start] !== first || events[end - 1] !== before.events.at(-1)) {
      return events.map((event) => this.keyOf(event));
    }
    return [...events.slice(0, start), ...events.slice(end)].length === 0
      ? kept
      : [...events.slice(0, start).map((event) => this.keyOf(event)), ...kept, ...events.slice(end).map((event) => this.keyOf(event))];
  }

  private keyOf(event: RoomEvent): string {
    const key = keyOf({ kind: 'event', event }, this.self);
    if (key === event.ref) {
      this.seqs.set(key, event.seq);
    }
    return key;
  }

  /** By its key; undefined once it is gone. */
  item(key: string): Item | undefined {
    const index = this.indexOf(key);
    const row = this.row(index);
    if (row === undefined) {
      return undefined;
    }
    const line = row.kind === 'event' && row.event.seq === this.rows.line;
    const look = lookOf(row, this.row(index - 1), this.self);
    const first = index === 0 && this.timeline.atStart;
    return this.kept(key, { row, line, day: look.day, headed: look.headed || line, first, last: index === this.keys.length - 1 });
  }

  private kept(key: string, item: Item): Item {
    const before = this.items.get(key);
    if (before !== undefined && isSame(before, item)) {
      return before;
    }
    if (this.items.size > MOST_ITEMS) {
      this.items.clear();
    }
    this.items.set(key, item);
    return item;
  }

  heightOf(key: string): number {
    const row = this.row(this.indexOf(key));
    return row === undefined ? 0 : heightOf(row);
  }

  indexOf(key: string): number {
    const { events, pending } = this.rows;
    const seq = this.seqs.get(key) ?? Number(key);
    const first = events[0]?.seq ?? Infinity;
    if (seq >= first && seq < first + events.length) {
      return seq - first;
    }
    const waiting = pending.findIndex(({ ref }) => ref === key);
    return waiting < 0 ? -1 : events.length + waiting;
  }

  private row(index: number): Row | undefined {
    const { events, pending } = this.rows;
    const event = events[index];
    if (event !== undefined) {
      return { kind: 'event', event };
    }
    const post = pending[index - events.length];
    return post && { kind: 'pending', post };
  }

  private hear(before: number | undefined): void {
    const last = this.rows.events.at(-1);
    const fresh = last !== undefined && before !== undefined && last.seq > before && this.timeline.atEnd;
    if (fresh && last.kind === 'message' && last.author.id !== this.self) {
      this.heard = last;
    }
  }

  // ---- what is seen

  /** The list shows these now. */
  shows(first: string, last: string, atEnd: boolean): void {
    this.view = { first, last };
    this.atNewest = atEnd && this.timeline.atEnd;
    if (this.placed) {
      this.more();
      this.see();
    }
  }

  /** Loads what is about to be looked at. */
  private more(): void {
    if (this.view === undefined || !this.placed || this.timeline.fault !== undefined) {
      return;
    }
    const { events } = this.rows;
    this.timeline.keepAround((events[this.indexOf(this.view.first)] ?? events.at(-1))?.seq ?? 0);
    if (this.indexOf(this.view.first) < NEAR_ROWS) {
      void this.timeline.older();
    }
    if (this.indexOf(this.view.last) >= events.length - NEAR_ROWS) {
      void this.timeline.newer();
    }
  }

  /** What is in view of a window that somebody looks at counts as read. */
  see(): void {
    if (this.view === undefined || !this.placed || document.hidden || !document.hasFocus()) {
      return;
    }
    const { events } = this.rows;
    const seen = events[Math.min(this.indexOf(this.view.last), events.length - 1)];
    if (seen !== undefined) {
      this.chat.reads.mark(this.room.id, seen.seq);
    }
  }
}

function isSame(a: Item, b: Item): boolean {
  const isSameRow = a.row.kind === 'event' ? b.row.kind === 'event' && a.row.event === b.row.event : b.row.kind === 'pending' && a.row.post === b.row.post;
  return isSameRow && a.line === b.line && a.day === b.day && a.headed === b.headed && a.first === b.first && a.last === b.last;
}
