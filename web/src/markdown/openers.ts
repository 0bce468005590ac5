/** A run of `*`, `_` or `~` that may open a span, or a `[` that may open a link's text. */
export interface Opener {
  readonly mark: string;
  /** Where the nodes after it begin; the one before is its own text. */
  readonly after: number;
  /** How much of the run is left. */
  left: number;
  readonly whole: number;
  readonly closesToo: boolean;
}

/** The openers that wait for their closers, the innermost last. */
export class Openers {
  private readonly stack: Opener[] = [];
  /** Where on the stack the brackets are. */
  private readonly brackets: number[] = [];
  /** So many of them, from the outermost, stand around a link: they can become none any more. */
  private spent = 0;
  /** Down to where it is known that there is none, for each sort of closer. */
  private readonly bottoms = new Map<string, number>();

  push(opener: Opener): void {
    if (opener.mark === '[') {
      this.brackets.push(this.stack.length);
    }
    this.stack.push(opener);
  }

  clear(): void {
    this.truncate(0);
  }

  /** Takes the innermost that such a run closes, and all within it; none stays as it is. */
  takeFor(mark: string, whole: number, opensToo: boolean): Opener | undefined {
    const sort = `${mark}${opensToo}${whole % 3}`;
    const bottom = this.bottoms.get(sort) ?? 0;
    for (let i = this.stack.length - 1; i >= bottom; i--) {
      const opener = this.stack[i]!;
      if (opener.mark === mark && !clashes(opener, whole, opensToo)) {
        this.truncate(i);
        return opener;
      }
    }
    this.bottoms.set(sort, this.stack.length);
    return undefined;
  }

  /** Takes the innermost bracket and all within it; undefined if it can be no link's. */
  takeBracket(): Opener | undefined {
    const at = this.brackets.at(-1);
    if (at === undefined) {
      return undefined;
    }
    const opener = this.stack[at]!;
    const open = this.brackets.length > this.spent;
    this.truncate(at);
    return open ? opener : undefined;
  }

  /** A link was made: what stands around it can be none. */
  closeBrackets(): void {
    this.spent = this.brackets.length;
  }

  private truncate(length: number): void {
    this.stack.length = length;
    while (this.brackets.length > 0 && this.brackets.at(-1)! >= length) {
      this.brackets.pop();
    }
    this.spent = Math.min(this.spent, this.brackets.length);
    for (const [sort, bottom] of this.bottoms) {
      this.bottoms.set(sort, Math.min(bottom, length));
    }
  }
}

/** CommonMark's rule of three, by which `**a*b**` is strong as a whole. */
function clashes(opener: Opener, whole: number, opensToo: boolean): boolean {
  return (opener.closesToo || opensToo) && (opener.whole + whole) % 3 === 0 && whole % 3 !== 0;
}
