import { describe, expect, test } from 'vitest';
import { RowWindow } from './row-window';

const VIEWPORT = 300;

function keys(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, i) => `${from + i}`);
}

/** With every row measured at 50. */
function listOf(count: number): RowWindow {
  const list = new RowWindow({ estimate: () => 50, overscan: 100 });
  list.resize(VIEWPORT);
  list.append(keys(0, count));
  list.measure(keys(0, count).map((key) => [key, 50]));
  return list;
}

/** Shows and measures until nothing new comes to be seen. */
function settle(list: RowWindow, height: (key: string) => number): void {
  for (let before = ''; before !== JSON.stringify(list.shown); ) {
    before = JSON.stringify(list.shown);
    const { start, end } = list.shown;
    list.measure(Array.from({ length: end - start }, (_, i) => [list.key(start + i), height(list.key(start + i))]));
  }
}

function screenTop(list: RowWindow, key: string, height: (key: string) => number): number {
  const { before, start, scrollTop } = list.shown;
  let top = before;
  for (let i = start; i < list.index(key); i++) {
    top += height(list.key(i));
  }
  return top - scrollTop;
}

describe('what is shown', () => {
  test('is what is in the viewport and a little around', () => {
    const list = listOf(1_000);
    list.scrollTo(5_000);
    expect(list.shown).toEqual({ start: 98, end: 109, before: 4_900, after: 44_550, scrollTop: 5_000, atEnd: false });
    expect(list.visible).toEqual({ first: '100', last: '105' });
  });

  test('is nothing of an empty list, and all of a short one', () => {
    expect(listOf(0).shown).toEqual({ start: 0, end: 0, before: 0, after: 0, scrollTop: 0, atEnd: true });
    expect(listOf(0).visible).toBeUndefined();
    expect(listOf(3).shown).toMatchObject({ start: 0, end: 3, before: 0, after: 0, scrollTop: 0, atEnd: true });
  });
});

describe('the end', () => {
  test('stays in view while rows are appended', () => {
    const list = listOf(10);
    list.append(keys(10, 20));
    expect(list.shown).toMatchObject({ scrollTop: 700, atEnd: true });
  });

  test('stays in view when rows turn out higher, and on a smaller screen', () => {
    const list = listOf(10);
    list.measure([['9', 120]]);
    list.resize(200);
    expect(list.shown).toMatchObject({ scrollTop: 370, atEnd: true });
  });

  test('is left when its reader scrolls up, and kept again once he is back', () => {
    const list = listOf(20);
    list.scrollTo(100);
    list.append(['a']);
    expect(list.shown).toMatchObject({ scrollTop: 100, atEnd: false });
    list.scrollTo(750);
    list.append(['b']);
    expect(list.shown.scrollTop).toBe(800);
  });

  test('is no place to stay at while there is more to load', () => {
    const list = listOf(20);
    list.setEnds(false);
    list.append(keys(20, 40));
    expect(list.shown.scrollTop).toBe(700);
    list.scrollTo(1_700);
    list.setEnds(true);
    list.append(['a']);
    expect(list.shown.scrollTop).toBe(1_750);
  });

  test('is where a jump leads', () => {
    const list = listOf(20);
    list.scrollTo(0);
    list.jumpToEnd();
    list.append(['a']);
    expect(list.shown.scrollTop).toBe(750);
  });
});

describe('a jump', () => {
  const height = (key: string): number => 40 + (Number(key) % 7) * 32;

  test.each([
    ['start', 0],
    ['center', (VIEWPORT - height('500')) / 2],
    ['end', VIEWPORT - height('500')],
  ] as const)('to the %s ends there, though no height on the way is known', (align, top) => {
    const list = new RowWindow({ estimate: () => 50 });
    list.resize(VIEWPORT);
    list.append(keys(0, 1_000));
    list.jumpTo('500', align);
    settle(list, height);
    expect(screenTop(list, '500', height)).toBe(top);
  });

  test('near the end stays at the end', () => {
    const list = listOf(20);
    list.jumpTo('18');
    list.append(['a']);
    expect(list.shown.scrollTop).toBe(750);
  });

  test('to a row that is not there leads nowhere', () => {
    const list = listOf(20);
    list.scrollTo(100);
    list.jumpTo('nobody');
    expect(list.shown.scrollTop).toBe(100);
  });
});

describe('the row on top', () => {
  test('stays when rows come before it', () => {
    const list = listOf(20);
    list.scrollTo(110);
    list.prepend(['a', 'b']);
    expect(list.shown.scrollTop).toBe(210);
  });

  test('stays when the one that is cut off above it grows', () => {
    const list = listOf(20);
    list.scrollTo(110);
    list.measure([['2', 90]]);
    expect(list.shown.scrollTop).toBe(150);
  });

  test('gives its place to the next one when it goes', () => {
    const list = listOf(20);
    list.scrollTo(100);
    list.splice(1, 3, []);
    expect(list.shown.scrollTop).toBe(0);
    expect(list.visible?.first).toBe('0');
  });

  test('goes with its list', () => {
    const list = listOf(20);
    list.scrollTo(100);
    list.replace(keys(100, 110));
    expect(list.shown).toMatchObject({ scrollTop: 200, atEnd: true });
  });
});

test('the same row twice is a fault', () => {
  expect(() => listOf(3).append(['1'])).toThrow('1');
  expect(() => listOf(3).prepend(['a', 'a'])).toThrow('a');
});

/** A list and, next to it, the plainest possible account of what it should be. */
class Twin {
  readonly list = new RowWindow({ estimate: (key) => 20 + (key.length % 3) * 30, overscan: 150 });
  private order: string[] = [];
  private next = 0;
  private random: number;

  constructor(seed: number) {
    this.random = seed;
    this.list.resize(VIEWPORT);
    this.append();
  }

  below(bound: number): number {
    this.random = (this.random * 48_271) % 2_147_483_647;
    return this.random % bound;
  }

  /** In 64ths of a pixel, as browsers measure; never the same for long. */
  private height(): number {
    return this.below(200 * 64) / 64;
  }

  private fresh(): string[] {
    return Array.from({ length: 1 + this.below(60) }, () => `k${this.next++}`);
  }

  private append(): void {
    const added = this.fresh();
    this.order.push(...added);
    this.list.append(added);
  }

  private prepend(): void {
    const added = this.fresh();
    this.order.unshift(...added);
    this.list.prepend(added);
  }

  private replace(): void {
    const from = this.below(this.order.length);
    this.order.splice(from, this.below(5), ...this.fresh().slice(0, this.below(4)));
    this.list.replace(this.order);
  }

  private measure(): void {
    const { start, end } = this.list.shown;
    const seen = this.order.slice(start, end).filter(() => this.below(3) > 0);
    this.list.measure(seen.map((key) => [key, this.height()]));
  }

  /** Something that is not its reader's doing. */
  change(): void {
    [() => this.append(), () => this.prepend(), () => this.measure(), () => this.measure(), () => this.replace()][this.below(5)]!();
  }

  scroll(): void {
    this.list.scrollTo(this.below(Math.ceil(this.total + 1)));
  }

  private get total(): number {
    const { before, after, start, end } = this.list.shown;
    return before + after + this.sum(start, end);
  }

  private sum(from: number, to: number): number {
    return this.order.slice(from, to).reduce((sum, _, i) => sum + this.list.heightOf(from + i), 0);
  }

  /** Where on the screen each row begins that does so in the viewport. */
  places(): Map<string, number> {
    const { start, end, before, scrollTop } = this.list.shown;
    const places = new Map<string, number>();
    for (let i = start, top = before; i < end; top += this.list.heightOf(i), i++) {
      if (top >= scrollTop && top < scrollTop + VIEWPORT) {
        places.set(this.order[i]!, top - scrollTop);
      }
    }
    return places;
  }

  /** The topmost row that begins in the viewport, or else the one that fills it. */
  get top(): string {
    return this.places().keys().next().value ?? this.list.visible!.first;
  }

  get isClamped(): boolean {
    const { scrollTop } = this.list.shown;
    return scrollTop === 0 || scrollTop === Math.max(0, this.total - VIEWPORT);
  }

  check(): void {
    expect(this.order.map((_, i) => this.list.key(i))).toEqual(this.order);
    const { start, end, before, after, scrollTop } = this.list.shown;
    expect([before, after]).toEqual([this.sum(0, start), this.sum(end, this.order.length)]);
    const isCovered = before <= scrollTop && scrollTop + VIEWPORT <= this.total - after;
    expect(isCovered || this.isClamped).toBe(true);
  }
}

describe('for whatever comes in whatever order', () => {
  test('the row on top does not move', () => {
    let moves = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const twin = new Twin(seed);
      for (let step = 0; step < 40; step++) {
        if (twin.below(3) === 0) {
          twin.scroll();
          expect(twin.list.held ?? twin.top).toBe(twin.top);
        }
        const wasAtEnd = twin.list.shown.atEnd;
        const { held } = twin.list;
        const place = twin.places().get(held ?? '');
        twin.change();
        twin.check();
        if (wasAtEnd) {
          expect(twin.list.shown.atEnd, `seed ${seed}, step ${step}`).toBe(true);
        } else if (place !== undefined && twin.list.index(held!) >= 0 && !twin.isClamped) {
          moves++;
          expect(twin.places().get(held!), `seed ${seed}, step ${step}`).toBe(place);
        }
      }
    }
    expect(moves).toBeGreaterThan(1_000);
  }, 30_000);
});

test('a hundred thousand rows are as quick as a few', () => {
  const list = new RowWindow({ estimate: () => 50 });
  list.resize(VIEWPORT);
  list.append(keys(0, 100_000));
  // If each of these visited all rows they would be thousands of millions of steps.
  for (let i = 100_000; i < 104_000; i++) {
    list[i % 2 === 0 ? 'append' : 'prepend']([`${i}`]);
    list.measure([[`${i}`, 20 + (i % 60)]]);
    list.scrollTo(i * 13);
  }
  expect(list.count).toBe(104_000);
  expect(list.shown.end - list.shown.start).toBeLessThan(60);
});
