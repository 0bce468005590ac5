import { Sums } from './sums';

/** New slots on either side, at the least, when there is no room for more rows. */
const LEAST_ROOM = 64;

interface Row {
  readonly key: string;
  readonly height: number;
  readonly measured: boolean;
}

/**
 * The rows of a list, by key, with their heights. Putting some before or after all others, measuring one and finding
 * one by its place take O(log n) each; anything in the middle O(n).
 *
 * Rows lie in slots with room on both sides, so that a row's slot stays when others come before it.
 */
export class Rows {
  private sums = new Sums(new Float64Array(0));
  private keys: (string | undefined)[] = [];
  private measured = new Uint8Array(0);
  private readonly slots = new Map<string, number>();
  private first = 0;

  /** @param estimate how high a row is thought to be until it is measured */
  constructor(private readonly estimate: (key: string) => number) {}

  get count(): number {
    return this.slots.size;
  }

  /** The height of all. */
  get height(): number {
    return this.sums.before(this.first + this.count);
  }

  has(key: string): boolean {
    return this.slots.has(key);
  }

  key(index: number): string {
    return this.keys[this.first + index]!;
  }

  /** -1 if there is no such row. */
  index(key: string): number {
    const slot = this.slots.get(key);
    return slot === undefined ? -1 : slot - this.first;
  }

  /** Where the row at this index begins; with `count` the end of all. */
  top(index: number): number {
    return this.sums.before(this.first + index);
  }

  heightOf(index: number): number {
    return this.sums.at(this.first + index);
  }

  isMeasured(index: number): boolean {
    return this.measured[this.first + index] === 1;
  }

  /** The row at this place; the first or last one if it is beyond them. */
  at(place: number): number {
    const slot = this.sums.find(Math.max(0, place));
    return Math.max(0, Math.min(this.count - 1, slot - this.first));
  }

  /** False if it had this height already. */
  measure(key: string, height: number): boolean {
    const slot = this.slots.get(key);
    if (slot === undefined || (this.measured[slot] === 1 && this.sums.at(slot) === height)) {
      return false;
    }
    this.measured[slot] = 1;
    this.sums.set(slot, height);
    return true;
  }

  /** Whatever was measured may be wrong, as at another width; the old heights serve as estimates. */
  doubt(): void {
    this.measured.fill(0);
  }

  append(keys: readonly string[]): void {
    this.refuseKnown(keys);
    if (this.first + this.count + keys.length > this.sums.length) {
      this.makeRoom(keys.length);
    }
    const end = this.first + this.count;
    keys.forEach((key, i) => this.put(end + i, key));
  }

  prepend(keys: readonly string[]): void {
    this.refuseKnown(keys);
    if (keys.length > this.first) {
      this.makeRoom(keys.length);
    }
    this.first -= keys.length;
    keys.forEach((key, i) => this.put(this.first + i, key));
  }

  /** Takes `count` rows away at `index`, and puts others there; one that is among both keeps its height. */
  splice(index: number, count: number, keys: readonly string[]): void {
    const taken = this.list(index, index + count);
    if (index === 0 && count < this.count) {
      this.takeFirst(count);
      this.prepend(keys);
    } else {
      const after = this.list(index + count, this.count);
      this.takeLast(count + after.length);
      this.append([...keys, ...after.map(({ key }) => key)]);
      taken.push(...after);
    }
    taken.forEach((row) => this.restore(row));
  }

  private list(from: number, to: number): Row[] {
    const rows = [];
    for (let i = from; i < to; i++) {
      rows.push({ key: this.key(i), height: this.heightOf(i), measured: this.isMeasured(i) });
    }
    return rows;
  }

  private restore({ key, height, measured }: Row): void {
    const slot = this.slots.get(key);
    if (slot !== undefined) {
      this.sums.set(slot, height);
      this.measured[slot] = measured ? 1 : 0;
    }
  }

  private takeFirst(count: number): void {
    for (let i = 0; i < count; i++) {
      this.clear(this.first);
      this.first++;
    }
  }

  private takeLast(count: number): void {
    for (let i = 0; i < count; i++) {
      this.clear(this.first + this.count - 1);
    }
  }

  private refuseKnown(keys: readonly string[]): void {
    const known = keys.find((key) => this.slots.has(key));
    if (known !== undefined || new Set(keys).size < keys.length) {
      throw new Error(`a row is there already: ${known ?? keys.join()}`);
    }
  }

  private put(slot: number, key: string): void {
    this.keys[slot] = key;
    this.slots.set(key, slot);
    this.measured[slot] = 0;
    this.sums.set(slot, this.estimate(key));
  }

  private clear(slot: number): void {
    this.slots.delete(this.keys[slot]!);
    this.keys[slot] = undefined;
    this.measured[slot] = 0;
    this.sums.set(slot, 0);
  }

  /** So much on both sides that this happens seldom. */
  private makeRoom(added: number): void {
    const room = Math.max(LEAST_ROOM, added + Math.ceil(this.count / 2));
    const values = new Float64Array(this.count + 2 * room);
    const measured = new Uint8Array(values.length);
    const keys = new Array<string | undefined>(values.length).fill(undefined);
    for (let i = 0; i < this.count; i++) {
      values[room + i] = this.heightOf(i);
      measured[room + i] = this.measured[this.first + i]!;
      keys[room + i] = this.key(i);
      this.slots.set(this.key(i), room + i);
    }
    this.first = room;
    this.sums = new Sums(values);
    this.measured = measured;
    this.keys = keys;
  }
}
