import type { Ack, Command, Id, RoomEvent } from '../hubbub';

const PAGE = 100;
/** Beyond so many, those far from where its reader is are let go; the history has them. */
const MOST_KEPT = 2_000;
const KEPT = 1_000;

/** Where to begin to read. */
export type Place = 'newest' | { readonly seq: number };

export type Ask = (command: Command) => Promise<Ack>;

/**
 * A stretch of one room's log without holes, as far as it was loaded: it grows at both ends as its reader scrolls, and at
 * the log's end also by what is said. After a jump it is another stretch.
 */
export class Timeline {
  events: readonly RoomEvent[] = $state.raw([]);
  /** Whether the stretch reaches the log's beginning, and its end. */
  atStart = $state(false);
  atEnd = $state(false);
  opened = $state(false);
  loadingOlder = $state(false);
  /** What went wrong when loading; undefined while nothing has. */
  fault: unknown = $state.raw();

  /** Counts the stretches, so that answers for an earlier one are not taken for this. */
  private stretch = 0;
  private before: number | undefined;
  private after: number | undefined;
  private loadingNewer = false;
  /** What was said while the first page of a stretch was on its way. */
  private held: RoomEvent[] = [];

  constructor(
    readonly room: Id,
    private readonly ask: Ask,
  ) {}

  get last(): number {
    return this.events.at(-1)?.seq ?? 0;
  }

  has(seq: number): boolean {
    return this.events.length > 0 && this.events[0]!.seq <= seq && seq <= this.last;
  }

  /** By its seq; or the next one after it. */
  indexOf(seq: number): number {
    // There are no holes, so where it stands can be told.
    return this.events.length === 0 ? -1 : Math.max(0, Math.min(this.events.length - 1, seq - this.events[0]!.seq));
  }

  /** Begins another stretch; what was there stays to be seen until the new one has come. */
  async open(place: Place): Promise<void> {
    const mine = ++this.stretch;
    this.opened = false;
    this.fault = undefined;
    this.held = [];
    this.loadingOlder = this.loadingNewer = false;
    const where = place === 'newest' ? {} : { around: place.seq };
    try {
      const page = await this.ask({ type: 'history', room: this.room, limit: PAGE, ...where });
      if (mine === this.stretch) {
        this.begin(page);
      }
    } catch (fault) {
      if (mine === this.stretch) {
        this.fault = fault;
      }
    }
  }

  private begin(page: Ack): void {
    this.events = page.events ?? [];
    this.before = page.before;
    this.after = page.after;
    this.atStart = page.before === undefined;
    this.atEnd = page.after === undefined;
    this.opened = true;
    const held = this.held;
    this.held = [];
    this.take(held);
  }

  /** Events as they happen, in order. */
  take(events: readonly RoomEvent[]): void {
    if (!this.opened) {
      this.held.push(...events);
      return;
    }
    const later = events.filter((event) => event.seq > this.last);
    if (!this.atEnd || later.length === 0) {
      return;
    }
    if (this.events.length > 0 && later[0]!.seq !== this.last + 1) {
      // The page ended before these, and they began after it: what lies between is to be had.
      this.endsHere();
      return;
    }
    this.events = [...this.events, ...later];
  }

  /** The stream went on further ahead: what lies between is in the history. */
  jumped(): void {
    if (this.opened && this.atEnd) {
      this.endsHere();
    }
  }

  private endsHere(): void {
    this.atEnd = false;
    this.after = this.last;
  }

  async older(): Promise<void> {
    if (!this.opened || this.atStart || this.loadingOlder) {
      return;
    }
    this.loadingOlder = true;
    await this.extend({ before: this.before }, (page) => {
      this.events = [...(page.events ?? []), ...this.events];
      this.before = page.before;
      this.atStart = page.before === undefined;
    });
    this.loadingOlder = false;
  }

  async newer(): Promise<void> {
    if (!this.opened || this.atEnd || this.loadingNewer) {
      return;
    }
    this.loadingNewer = true;
    await this.extend({ after: this.after }, (page) => {
      this.events = [...this.events, ...(page.events ?? []).filter((event) => event.seq > this.last)];
      this.after = page.after;
      this.atEnd = page.after === undefined;
    });
    this.loadingNewer = false;
  }

  private async extend(where: { before?: number; after?: number }, add: (page: Ack) => void): Promise<void> {
    const mine = this.stretch;
    try {
      const page = await this.ask({ type: 'history', room: this.room, limit: PAGE, ...where });
      if (mine === this.stretch) {
        this.fault = undefined;
        add(page);
      }
    } catch (fault) {
      if (mine === this.stretch) {
        this.fault = fault;
      }
    }
  }

  /** Lets those far from this one go, when there are many: whoever reads a long room through keeps no more of it than others. */
  keepAround(seq: number): void {
    // A page that is on its way continues what is there now.
    if (this.events.length <= MOST_KEPT || this.loadingOlder || this.loadingNewer) {
      return;
    }
    const start = Math.max(0, Math.min(this.events.length - KEPT, this.indexOf(seq) - KEPT / 2));
    const end = start + KEPT;
    if (end < this.events.length) {
      this.after = this.events[end - 1]!.seq;
      this.atEnd = false;
    }
    if (start > 0) {
      this.before = this.events[start]!.seq;
      this.atStart = false;
    }
    this.events = this.events.slice(start, end);
  }

  /** The first event at or after a time; the last one if all are earlier. Times never go back within a room. */
  async seqAt(time: Date, lastSeq: number): Promise<number> {
    let low = 1;
    let high = Math.max(1, lastSeq);
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const { events } = await this.ask({ type: 'history', room: this.room, after: middle - 1, limit: 1 });
      if (events?.[0] === undefined || new Date(events[0].at) >= time) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
