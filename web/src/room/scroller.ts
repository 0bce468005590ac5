import { flushSync } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { RowWindow, type Align, type Shown } from '../window';

/** What a message of one line takes, more or less. */
const ESTIMATE = 40;
/** Rows that turn out lower than thought make room for others; after so many rounds the rest waits for the next frame. */
const MOST_ROUNDS = 6;

/** Between a RowWindow and the page: says what is to be shown, and sees how high it becomes and where it is scrolled to. */
export class Scroller {
  private readonly window = new RowWindow({ estimate: () => ESTIMATE });
  private shown: Shown | undefined;

  private element: HTMLElement | undefined;
  private width = 0;
  private readonly elements = new Map<string, HTMLElement>();
  private readonly unmeasured = new Set<string>();
  private readonly keys = new WeakMap<Element, string>();
  private readonly sizes = new ResizeObserver((entries) => this.resized(entries));

  /**
   * @param show brings rows into the page
   * @param moved what to do once other ones are to be seen
   */
  constructor(
    private readonly show: (shown: Shown) => void,
    private readonly moved: (shown: Shown) => void,
  ) {}

  /** For the element that scrolls. */
  readonly viewport: Attachment<HTMLElement> = (element) => {
    this.element = element;
    this.width = element.clientWidth;
    this.window.resize(element.clientHeight);
    this.sizes.observe(element);
    const scrolled = (): void => {
      this.window.scrollTo(element.scrollTop);
      this.settle();
    };
    element.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      element.removeEventListener('scroll', scrolled);
      this.sizes.disconnect();
      this.element = undefined;
    };
  };

  /** For the element of each row that is shown. */
  row(key: string): Attachment<HTMLElement> {
    return (element) => {
      this.elements.set(key, element);
      this.keys.set(element, key);
      this.unmeasured.add(key);
      this.sizes.observe(element);
      return () => {
        this.sizes.unobserve(element);
        if (this.elements.get(key) === element) {
          this.elements.delete(key);
          this.unmeasured.delete(key);
        }
      };
    };
  }

  /** @param ends whether the last row is the last that there is */
  setRows(keys: readonly string[], ends: boolean): void {
    this.window.replace(keys);
    this.window.setEnds(ends);
    // Even if the same are to be shown, what they show may be something else.
    this.shown = undefined;
    this.settle();
  }

  jumpTo(key: string, align: Align): void {
    this.window.jumpTo(key, align);
    this.settle();
  }

  jumpToEnd(): void {
    this.window.jumpToEnd();
    this.settle();
  }

  elementOf(key: string): HTMLElement | undefined {
    return this.elements.get(key);
  }

  get visible(): { readonly first: string; readonly last: string } | undefined {
    return this.window.visible;
  }

  private resized(entries: readonly ResizeObserverEntry[]): void {
    const rows = entries.filter(({ target }) => target !== this.element);
    this.window.measure(rows.flatMap(({ target }) => this.measured(this.keys.get(target))));
    if (this.element !== undefined && rows.length < entries.length) {
      if (this.element.clientWidth !== this.width) {
        this.width = this.element.clientWidth;
        this.window.widthChanged();
      }
      this.window.resize(this.element.clientHeight);
    }
    this.settle();
  }

  private measured(key: string | undefined): [string, number][] {
    const element = key === undefined ? undefined : this.elements.get(key);
    return key === undefined || element === undefined ? [] : [[key, element.getBoundingClientRect().height]];
  }

  /** Shows rows, measures them, and shows others if that made room, all before anything is painted. */
  private settle(): void {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const next = this.window.shown;
      if (this.shown !== undefined && !differs(next, this.shown)) {
        break;
      }
      this.shown = next;
      this.show(next);
      flushSync();
      const fresh = [...this.unmeasured];
      this.unmeasured.clear();
      this.window.measure(fresh.flatMap((key) => this.measured(key)));
    }
    this.scroll();
    this.moved(this.window.shown);
  }

  private scroll(): void {
    const { scrollTop } = this.window.shown;
    if (this.element !== undefined && Math.abs(this.element.scrollTop - scrollTop) >= 1) {
      this.element.scrollTop = scrollTop;
    }
  }
}

function differs(a: Shown, b: Shown): boolean {
  return a.start !== b.start || a.end !== b.end || a.before !== b.before || a.after !== b.after || a.atEnd !== b.atEnd;
}
