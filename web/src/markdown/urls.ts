const SCHEME = /(?:https?:\/\/|mailto:)/iy;
const STOPS = /[\s<>"`[\]{}|\\^\p{Cc}\p{Cf}]/u;
const TRAILING = '?!.,:;*_~\'';
const MOST = 2_048;

/**
 * The address, as a browser would write it, if it is one that a message may lead to: by HTTP or mail only, whatever the
 * text around it pretends, and without a name before the host, which serves to look like another host.
 */
export function safeHref(written: string): string | undefined {
  if (written.length > MOST) {
    return undefined;
  }
  let url: URL;
  try {
    url = new URL(written);
  } catch {
    return undefined;
  }
  const web = url.protocol === 'http:' || url.protocol === 'https:';
  const allowed = web ? url.username === '' && url.password === '' : url.protocol === 'mailto:';
  return allowed ? url.href : undefined;
}

/** Where addresses end in a text. */
export class Urls {
  private parentheses: Map<number, number> | undefined;

  constructor(private readonly text: string) {}

  /** Where the address that begins at `at` ends; `at` if none does. */
  endAt(at: number): number {
    SCHEME.lastIndex = at;
    const scheme = SCHEME.exec(this.text);
    if (scheme === null) {
      return at;
    }
    const start = at + scheme[0].length;
    let end = start;
    while (end < this.text.length && !STOPS.test(this.text[end]!)) {
      end++;
    }
    end = this.withoutTrailing(start, end);
    return end === start ? at : end;
  }

  /** Punctuation at the end is the sentence's; so is a parenthesis that was opened before the address. */
  private withoutTrailing(start: number, stop: number): number {
    let open = 0;
    for (let i = start; i < stop; i++) {
      open += this.text[i] === '(' ? 1 : this.text[i] === ')' ? -1 : 0;
    }
    let end = stop;
    for (; end > start; end--) {
      const last = this.text[end - 1]!;
      if (last === ')' && open < 0) {
        open++;
      } else if (!TRAILING.includes(last)) {
        break;
      }
    }
    return end;
  }

  /** Where the parenthesis at `at` closes, with no white space before it. */
  closing(at: number): number | undefined {
    this.parentheses ??= matchingParentheses(this.text);
    return this.parentheses.get(at);
  }
}

function matchingParentheses(text: string): Map<number, number> {
  const closers = new Map<number, number>();
  let open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === '(') {
      open.push(i);
    } else if (char === ')') {
      const start = open.pop();
      if (start !== undefined) {
        closers.set(start, i);
      }
    } else if (char.trim() === '') {
      open = [];
    }
  }
  return closers;
}
