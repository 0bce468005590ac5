import type { Chat } from '../app/chat';
import type { Pending } from '../composer/outbox.svelte';
import type { Id, RoomEvent } from '../hubbub';
import type { Room } from '../rooms/room.svelte';
import { startOf } from '../ui/times';
import type { Shown } from '../window';
import { firstNewAfter, keyOf, lookOf, type Look, type Row } from './rows';
import { Scroller } from './scroller';
import type { Timeline } from './timeline.svelte';

/** One row as it is shown. */
export interface Item extends Look {
  readonly key: string;
  readonly row: Row;
  /** Whether what is new begins with it. */
  readonly line: boolean;
}

/** So near to what is loaded more is loaded. */
const NEAR_ROWS = 15;
/** Whoever is new to a room with a long past begins at its end. */
const MOST_UNREAD_OF_NEWCOMERS = 50;

/** How one room is being read: what is in the page of it, where the new begins, and what was seen. */
export class Reading {
  items: readonly Item[] = $state.raw([]);
  shown: Shown | undefined = $state.raw();
  /** What to highlight, because a link led to it. */
  target: number | undefined = $state();
  /** The last that somebody else said, for those who hear rather than see it. */
  heard: RoomEvent | undefined = $state.raw();
  placed = $state(false);

  readonly timeline: Timeline;
  readonly scroller: Scroller;

  /** Up to where everything was read when the room was opened, or left out of sight. */
  private newFrom: number | undefined = $state();
  private readonly self: Id | undefined;
  private events: readonly RoomEvent[] = [];
  private pending: readonly Pending[] = [];
  private keys: readonly string[] = [];
  private lineSeq: number | undefined;

  constructor(
    private readonly chat: Chat,
    readonly room: Room,
  ) {
    this.self = chat.rooms.me?.id;
    this.timeline = chat.timelines.of(room.id);
    this.scroller = new Scroller(
      (shown) => this.show(shown),
      (shown) => this.moved(shown),
    );
  }

  readonly atNewest: boolean = $derived(this.timeline.atEnd && this.shown?.atEnd === true);

  /** For an effect: whatever the rows depend on. */
  get changes(): unknown {
    return [this.timeline.events, this.timeline.atEnd, this.chat.outbox.in(this.room.id), this.newFrom];
  }

  // ---- where to read

  /** Opens the room at the first unread message, or at the newest. */
  async open(): Promise<void> {
    const { unread, readSeq } = this.room;
    const unseen = readSeq === 0 && unread > MOST_UNREAD_OF_NEWCOMERS;
    if (unread > 0) {
      this.newFrom = readSeq;
    }
    if (unread > 0 && !unseen) {
      await this.reach(readSeq + 1);
      this.sync();
      this.jump(this.lineSeq ?? readSeq + 1);
    } else {
      await this.goToNewest();
    }
    this.placed = true;
  }

  async goToNewest(): Promise<void> {
    this.target = undefined;
    if (!this.timeline.opened || !this.timeline.atEnd) {
      await this.timeline.open('newest');
    }
    this.sync();
    this.scroller.jumpToEnd();
    this.placed = true;
  }

  async goTo(seq: number): Promise<void> {
    this.newFrom ??= this.room.unread > 0 ? this.room.readSeq : undefined;
    await this.reach(seq);
    this.target = seq;
    this.sync();
    this.jump(seq);
    this.placed = true;
  }

  async goToDay(day: string): Promise<void> {
    await this.goTo(await this.timeline.seqAt(startOf(day), this.room.lastSeq));
  }

  private async reach(seq: number): Promise<void> {
    if (!this.timeline.opened || !this.timeline.has(seq)) {
      await this.timeline.open({ seq });
    }
  }

  private jump(seq: number): void {
    const index = this.timeline.indexOf(seq);
    if (index >= 0) {
      this.scroller.jumpTo(this.keys[index]!, 'center');
    }
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

  /** Takes what there is now. Nothing that somebody looks at moves by it. */
  sync(): void {
    const before = this.events;
    this.events = this.timeline.events;
    this.pending = this.chat.outbox.in(this.room.id);
    this.lineSeq = this.newFrom === undefined ? undefined : firstNewAfter(this.events, this.newFrom, this.self);
    this.keys = [...this.eventKeys(before), ...this.pending.map(({ ref }) => ref)];
    this.hear(before);
    this.scroller.setRows(this.keys, this.timeline.atEnd);
  }

  /** Only those of events that were not there before are made: there may be very many. */
  private eventKeys(before: readonly RoomEvent[]): readonly string[] {
    const make = (event: RoomEvent): string => keyOf({ kind: 'event', event }, this.self);
    const [first, last] = [before[0], before.at(-1)];
    const kept = this.keys.slice(0, before.length);
    if (before === this.events) {
      return kept;
    }
    const start = first === undefined ? -1 : this.events.indexOf(first);
    if (start < 0 || this.events[start + before.length - 1] !== last) {
      return this.events.map(make);
    }
    const older = this.events.slice(0, start).map(make);
    return [...older, ...kept, ...this.events.slice(start + before.length).map(make)];
  }

  private hear(before: readonly RoomEvent[]): void {
    const last = this.events.at(-1);
    const heard = before.at(-1)?.seq ?? Infinity;
    if (last !== undefined && this.timeline.atEnd && last.seq > heard && last.kind === 'message' && last.author.id !== this.self) {
      this.heard = last;
    }
  }

  private row(index: number): Row | undefined {
    const event = this.events[index];
    if (event !== undefined) {
      return { kind: 'event', event };
    }
    const message = this.pending[index - this.events.length];
    return message && { kind: 'pending', message };
  }

  private show(shown: Shown): void {
    const before = new Map(this.items.map((item) => [item.key, item]));
    const items: Item[] = [];
    for (let i = shown.start; i < shown.end; i++) {
      const item = this.item(i);
      const known = before.get(item.key);
      items.push(known !== undefined && same(known, item) ? known : item);
    }
    this.items = items;
    this.shown = shown;
  }

  private item(index: number): Item {
    const row = this.row(index)!;
    const line = row.kind === 'event' && row.event.seq === this.lineSeq;
    const look = lookOf(row, this.row(index - 1), this.self);
    return { key: this.keys[index]!, row, line, day: look.day, headed: look.headed || line };
  }

  // ---- what was seen

  private moved(shown: Shown): void {
    this.shown = shown;
    if (!this.placed) {
      return;
    }
    if (this.timeline.fault === undefined) {
      if (shown.start < NEAR_ROWS) {
        void this.timeline.older();
      }
      if (shown.end > this.events.length - NEAR_ROWS) {
        void this.timeline.newer();
      }
    }
    if (shown.atEnd) {
      this.timeline.trim();
    }
    this.see();
  }

  /** What is in the viewport of a window that somebody looks at counts as read. */
  see(): void {
    const visible = this.scroller.visible;
    if (visible === undefined || !this.placed || document.hidden || !document.hasFocus()) {
      return;
    }
    const last = this.items.findLast((item) => item.key === visible.last);
    const row = last?.row ?? this.row(this.events.length - 1);
    const seq = row?.kind === 'event' ? row.event.seq : this.events.at(-1)?.seq;
    if (seq !== undefined) {
      this.chat.reads.mark(this.room.id, seq);
    }
  }
}

function same(a: Item, b: Item): boolean {
  const rows = a.row.kind === 'event' ? b.row.kind === 'event' && a.row.event === b.row.event : b.row.kind === 'pending' && a.row.message === b.row.message;
  return rows && a.headed === b.headed && a.day === b.day && a.line === b.line;
}
