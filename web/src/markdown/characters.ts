const WORD = /[\p{L}\p{M}\p{Nd}_]/u;
const SPACE = /\s/u;
const PUNCTUATION = /[\p{P}\p{S}]/u;

export function isWord(char: string): boolean {
  return WORD.test(char);
}

export function isPunctuation(char: string): boolean {
  return PUNCTUATION.test(char);
}

/** Whole, where two units make it up; a space before the text's beginning. */
export function charBefore(text: string, at: number): string {
  if (at === 0) {
    return ' ';
  }
  const unit = text.charCodeAt(at - 1);
  return text.slice(unit >= 0xdc00 && unit <= 0xdfff ? at - 2 : at - 1, at);
}

/** A space after the text's end. */
export function charAfter(text: string, at: number): string {
  return at >= text.length ? ' ' : String.fromCodePoint(text.codePointAt(at)!);
}

/** Whether a run stands close before `near`, with `far` on its other side: CommonMark's flanking. */
export function flanks(near: string, far: string): boolean {
  return !SPACE.test(near) && (!isPunctuation(near) || SPACE.test(far) || isPunctuation(far));
}

/** How often the character at `at` stands there in a row. */
export function runLength(text: string, at: number): number {
  let end = at + 1;
  while (text[end] === text[at]) {
    end++;
  }
  return end - at;
}

/** For each run of backticks that opens code: where the run of the same length begins that closes it. */
export function matchingTicks(text: string): ReadonlyMap<number, number> {
  const closers = new Map<number, number>();
  const nextOf = new Map<number, number>();
  for (let end = text.length; end > 0; ) {
    if (text[end - 1] !== '`') {
      end--;
      continue;
    }
    let start = end - 1;
    while (text[start - 1] === '`') {
      start--;
    }
    const next = nextOf.get(end - start);
    if (next !== undefined) {
      closers.set(start, next);
    }
    nextOf.set(end - start, start);
    end = start;
  }
  return closers;
}
