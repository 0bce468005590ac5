import type { Id, RoomEvent } from '../hubbub';
import type { Post } from '../storage';
import { dayOf } from '../ui/times';

const GROUP_MS = 5 * 60_000;
const LINE_PX = 22;
const LINE_CHARACTERS = 90;

/** One line of the list: something that happened, or a message that is on its way. */
export type Row = { readonly kind: 'event'; readonly event: RoomEvent } | { readonly kind: 'pending'; readonly post: Post };

/** How a row is shown, which depends on the one above. */
export interface Look {
  /** Whether it says who wrote it and when; those that follow on it do not. */
  readonly headed: boolean;
  /** The day that begins with it, if one does. */
  readonly day: string | undefined;
}

/** About how high it will be, in whole pixels: seldom right, and never far from it. */
export function heightOf(row: Row): number {
  if (row.kind === 'event' && row.event.kind !== 'message') {
    return 29;
  }
  const text = (row.kind === 'event' ? row.event.text : row.post.text) ?? '';
  return 4 + LINE_PX * text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / LINE_CHARACTERS)), 0);
}

/** A message keeps its key when its event comes, and with that its place on the screen. */
export function keyOf(row: Row, self: Id | undefined): string {
  if (row.kind === 'pending') {
    return row.post.ref;
  }
  const { author, ref, kind, seq } = row.event;
  return kind === 'message' && ref !== undefined && author.id === self ? ref : String(seq);
}

export function lookOf(row: Row, above: Row | undefined, self: Id | undefined): Look {
  const day = dayOf(at(row));
  const newDay = above === undefined || dayOf(at(above)) !== day;
  const follows = !newDay && isMessage(row) && isMessage(above) && author(row, self) === author(above, self) && near(row, above);
  return { headed: !follows, day: newDay ? day : undefined };
}

/** The first message by somebody else after `seq`: where the line for what is new goes. */
export function firstNewAfter(events: readonly RoomEvent[], seq: number, self: Id | undefined): number | undefined {
  const first = events[0];
  if (first === undefined || seq < first.seq - 1) {
    return undefined; // it lies before what is loaded
  }
  for (let i = seq - first.seq + 1; i < events.length; i++) {
    const event = events[i]!;
    if (event.kind === 'message' && event.author.id !== self) {
      return event.seq;
    }
  }
  return undefined;
}

function at(row: Row): number {
  return row.kind === 'event' ? Date.parse(row.event.at) : row.post.order;
}

function isMessage(row: Row): boolean {
  return row.kind === 'pending' || row.event.kind === 'message';
}

function author(row: Row, self: Id | undefined): Id | undefined {
  return row.kind === 'event' ? row.event.author.id : self;
}

function near(row: Row, above: Row): boolean {
  return at(row) - at(above) < GROUP_MS;
}
