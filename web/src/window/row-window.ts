import { Rows } from './rows';

/** Which rows to show, and how much room to leave for the others. Row `end` is the first that is not shown any more. */
export interface Shown {
  readonly start: number;
  readonly end: number;
  /** Pixels in place of the rows before and after. */
  readonly before: number;
  readonly after: number;
  /** Where the list is to be scrolled to. */
  readonly scrollTop: number;
  readonly atEnd: boolean;
}

export type Align = 'start' | 'center' | 'end';

/** What stays where it is when the list changes. */
type Hold =
  | { readonly on: 'end' }
  /** A row, whose upper edge is so far below that of the viewport. */
  | { readonly on: 'row'; readonly key: string; readonly offset: number }
  /** A row that was jumped to, until the heights around it are known. */
  | { readonly on: 'goal'; readonly key: string; readonly align: Align };

export interface WindowOptions {
  /** A whole number of pixels. */
  readonly estimate: (key: string) => number;
  /** How far beyond the viewport rows are shown, in pixels. */
  readonly overscan?: number;
}

/** So near to the end counts as there: zoomed pages round. */
const AT_END = 2;

/**
 * A long list of which only the rows near the viewport are shown. Whatever comes, goes or turns out higher than thought
 * elsewhere, what its reader looks at stays in its place on the screen: either the end of the list, or the topmost row
 * that begins in the viewport. It knows no DOM; whoever shows the list tells it heights and scrolling, and asks what to
 * show.
 */
export class RowWindow {
  private readonly rows: Rows;
  private readonly overscan: number;
  private hold: Hold = { on: 'end' };
  private viewport = 0;
  private scrolled = 0;
  private ends = true;

  constructor(options: WindowOptions) {
    this.rows = new Rows(options.estimate);
    this.overscan = options.overscan ?? 600;
  }

  get count(): number {
    return this.rows.count;
  }

  key(index: number): string {
    return this.rows.key(index);
  }

  index(key: string): number {
    return this.rows.index(key);
  }

  heightOf(index: number): number {
    return this.rows.heightOf(index);
  }

  /** Of the viewport. */
  get height(): number {
    return this.viewport;
  }

  /** Whether its height is known, and no estimate. */
  isMeasured(key: string): boolean {
    const index = this.rows.index(key);
    return index >= 0 && this.rows.isMeasured(index);
  }

  /** The row that stays in its place, if it is one and not the end of the list. */
  get held(): string | undefined {
    return this.hold.on === 'end' ? undefined : this.hold.key;
  }

  // ---- what happens to the list

  append(keys: readonly string[]): void {
    this.change(() => this.rows.append(keys));
  }

  prepend(keys: readonly string[]): void {
    this.change(() => this.rows.prepend(keys));
  }

  /** Makes the rows those of these keys, in this order; those that stay keep their heights. */
  replace(keys: readonly string[]): void {
    let start = 0;
    while (start < keys.length && start < this.count && keys[start] === this.key(start)) {
      start++;
    }
    let end = 0;
    const most = Math.min(keys.length, this.count) - start;
    while (end < most && keys[keys.length - 1 - end] === this.key(this.count - 1 - end)) {
      end++;
    }
    this.splice(start, this.count - start - end, keys.slice(start, keys.length - end));
  }

  /** Takes `count` rows away at `index`, and puts others there. */
  splice(index: number, count: number, keys: readonly string[]): void {
    if (count === 0 && keys.length === 0) {
      return;
    }
    if (count > 0) {
      this.holdOnWhatStays(index, count, keys);
    }
    this.change(() => this.rows.splice(index, count, keys));
  }

  /** False if all had these heights already. */
  measure(heights: Iterable<readonly [key: string, height: number]>): boolean {
    let changed = false;
    for (const [key, height] of heights) {
      changed = this.rows.measure(key, height) || changed;
    }
    if (changed) {
      this.place();
    }
    return changed;
  }

  /** Whether the list's last row is the last that there is. Else its end is no place to stay at. */
  setEnds(ends: boolean): void {
    this.ends = ends;
    if (!ends && this.hold.on === 'end') {
      this.holdOnVisible();
    } else if (ends && this.hold.on === 'row' && this.isAtEnd()) {
      this.hold = { on: 'end' };
    }
  }

  // ---- what its reader does

  resize(viewport: number): void {
    this.change(() => (this.viewport = viewport));
  }

  /** Other widths make other heights. */
  widthChanged(): void {
    this.rows.doubt();
  }

  /** The reader, or the browser for him, scrolled to here. */
  scrollTo(scrollTop: number): void {
    if (Math.abs(scrollTop - this.scrolled) < 1) {
      return; // the echo of our own scrolling
    }
    this.scrolled = this.clamp(scrollTop);
    this.holdOnVisible();
  }

  jumpTo(key: string, align: Align = 'start'): void {
    if (this.rows.has(key)) {
      this.hold = { on: 'goal', key, align };
      this.place();
    }
  }

  jumpToEnd(): void {
    const last = this.count - 1;
    this.hold = this.ends || last < 0 ? { on: 'end' } : { on: 'goal', key: this.key(last), align: 'end' };
    this.place();
  }

  // ---- what to show

  get shown(): Shown {
    const { scrolled: scrollTop, count } = this;
    const atEnd = this.isAtEnd();
    if (count === 0) {
      return { start: 0, end: 0, before: 0, after: 0, scrollTop, atEnd };
    }
    const start = this.rows.at(scrollTop - this.overscan);
    const end = this.rows.at(scrollTop + this.viewport + this.overscan) + 1;
    const before = this.rows.top(start);
    return { start, end, before, after: this.rows.height - this.rows.top(end), scrollTop, atEnd };
  }

  /** The first and the last row of which something is in the viewport; undefined where there is none. */
  get visible(): { readonly first: string; readonly last: string } | undefined {
    if (this.count === 0) {
      return undefined;
    }
    const last = this.rows.at(Math.max(this.scrolled, this.scrolled + this.viewport - 1));
    return { first: this.key(this.rows.at(this.scrolled)), last: this.key(last) };
  }

  private change(how: () => void): void {
    how();
    this.place();
  }

  private get farthest(): number {
    return Math.max(0, this.rows.height - this.viewport);
  }

  private clamp(scrollTop: number): number {
    return Math.max(0, Math.min(this.farthest, scrollTop));
  }

  private isAtEnd(): boolean {
    return this.scrolled >= this.farthest - AT_END;
  }

  /** Scrolls to where what is held stays in its place, as far as the list reaches. */
  private place(): void {
    const { hold } = this;
    const wanted = this.wanted(hold);
    this.scrolled = this.clamp(wanted);
    if (hold.on === 'goal' ? this.isSettled() : hold.on === 'row' && wanted !== this.scrolled) {
      this.holdOnVisible(hold.on === 'goal' ? hold.key : undefined);
    }
  }

  private wanted(hold: Hold): number {
    if (hold.on === 'end') {
      return this.farthest;
    }
    const index = this.rows.index(hold.key);
    const top = this.rows.top(index);
    if (hold.on === 'row') {
      return top - hold.offset;
    }
    const room = this.viewport - this.rows.heightOf(index);
    // A row that is higher than the viewport is read from its beginning.
    return top - (hold.align === 'start' || room < 0 ? 0 : hold.align === 'end' ? room : Math.floor(room / 2));
  }

  /** Whether nothing in the viewport is only an estimate. */
  private isSettled(): boolean {
    const last = this.rows.at(this.scrolled + this.viewport);
    for (let i = this.rows.at(this.scrolled); i <= last; i++) {
      if (!this.rows.isMeasured(i)) {
        return false;
      }
    }
    return this.viewport > 0;
  }

  private holdOnVisible(key?: string): void {
    if (this.count === 0 || (this.ends && this.isAtEnd())) {
      this.hold = { on: 'end' };
      return;
    }
    const index = key === undefined ? this.topmost() : this.rows.index(key);
    this.hold = { on: 'row', key: this.key(index), offset: this.rows.top(index) - this.scrolled };
  }

  /** The topmost row that begins in the viewport, or else the one that fills it. */
  private topmost(): number {
    const index = this.rows.at(this.scrolled);
    const next = this.rows.top(index + 1);
    const begins = this.rows.top(index) >= this.scrolled;
    return begins || index + 1 === this.count || next >= this.scrolled + this.viewport ? index : index + 1;
  }

  /** What is held may be about to go: then its neighbour is held, or what comes instead of it all. */
  private holdOnWhatStays(index: number, count: number, keys: readonly string[]): void {
    if (this.hold.on === 'end') {
      return;
    }
    const held = this.rows.index(this.hold.key);
    const goes = held >= index && held < index + count && !keys.includes(this.hold.key);
    if (goes && index + count < this.count) {
      this.holdOn(index + count);
    } else if (goes && index > 0) {
      this.holdOn(index - 1);
    } else if (goes) {
      this.hold = { on: 'end' };
    }
  }

  private holdOn(index: number): void {
    this.hold = { on: 'row', key: this.key(index), offset: this.rows.top(index) - this.scrolled };
  }
}
