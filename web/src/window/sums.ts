/**
 * Numbers in slots, with the sum of any first ones and the slot at any sum in O(log n): a Fenwick tree. Sums are exact
 * for what browsers measure, multiples of 1/64 pixel.
 */
export class Sums {
  private readonly values: Float64Array;
  private readonly tree: Float64Array;
  private readonly top: number;

  constructor(values: Float64Array) {
    this.values = values;
    this.tree = new Float64Array(values.length + 1);
    this.top = values.length === 0 ? 0 : 2 ** Math.floor(Math.log2(values.length));
    for (let i = 1; i <= values.length; i++) {
      this.tree[i]! += values[i - 1]!;
      const parent = i + (i & -i);
      if (parent <= values.length) {
        this.tree[parent]! += this.tree[i]!;
      }
    }
  }

  get length(): number {
    return this.values.length;
  }

  at(slot: number): number {
    return this.values[slot]!;
  }

  set(slot: number, value: number): void {
    const difference = value - this.values[slot]!;
    if (difference === 0) {
      return;
    }
    this.values[slot] = value;
    for (let i = slot + 1; i < this.tree.length; i += i & -i) {
      this.tree[i]! += difference;
    }
  }

  /** Of the slots before this one. */
  before(slot: number): number {
    let sum = 0;
    for (let i = slot; i > 0; i -= i & -i) {
      sum += this.tree[i]!;
    }
    return sum;
  }

  /** The slot in which the sum reaches beyond `sum`; `length` if it never does. */
  find(sum: number): number {
    let slot = 0;
    let left = sum;
    for (let step = this.top; step >= 1; step /= 2) {
      const next = slot + step;
      if (next < this.tree.length && this.tree[next]! <= left) {
        slot = next;
        left -= this.tree[next]!;
      }
    }
    return slot;
  }
}
