import { MOST_SPANS, type Inline, type SpanKind } from './ast';
import { charAfter, charBefore, flanks, isPunctuation, isWord, matchingTicks, runLength } from './characters';
import { merged, withoutLinks } from './nodes';
import { Openers, type Opener } from './openers';
import { safeHref, Urls } from './urls';

const PLAIN = /[^\\\n`*_~[\]@:hHmM]+/y;
const EMOJI = /:([a-z0-9_+-]{1,32}):/y;
/** As the server's rule for names has it. */
const MENTION = /@([\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._-]{0,63})/uy;
const ESCAPABLE = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** Reads what stands within a paragraph: code, links, mentions, emoji, and strong, emphasised and struck spans. */
export function parseInlines(text: string): Inline[] {
  return new Inlines(text).parse();
}

/**
 * One pass from left to right with a stack of openers, much as CommonMark describes it. Linear, because each closer
 * either takes openers off the stack or remembers down to where there was none for it, and because each node moves into
 * at most `MOST_SPANS` others.
 */
class Inlines {
  private readonly nodes: Inline[] = [];
  /** How deep each of the nodes nests. */
  private readonly depths: number[] = [];
  private readonly openers = new Openers();
  private readonly urls: Urls;
  private readonly ticks: ReadonlyMap<number, number>;
  private plain = '';
  private at = 0;

  constructor(private readonly text: string) {
    this.urls = new Urls(text);
    this.ticks = matchingTicks(text);
  }

  parse(): Inline[] {
    while (this.at < this.text.length) {
      this.step(this.text[this.at]!);
    }
    this.endPlain();
    return merged(this.nodes);
  }

  private step(char: string): void {
    switch (char) {
      case '\\':
        return this.escape();
      case '\n':
        this.push({ kind: 'break' });
        this.at++;
        return;
      case '`':
        return this.code();
      case '*':
      case '_':
      case '~':
        return this.run(char);
      case '[':
        this.openBracket();
        return;
      case ']':
        return this.closeBracket();
      case '@':
        return this.named(MENTION, (name) => this.mention(name));
      case ':':
        return this.named(EMOJI, (name) => this.emoji(name));
      case 'h':
      case 'H':
      case 'm':
      case 'M':
        return this.autolink();
      default:
        PLAIN.lastIndex = this.at;
        return this.take(PLAIN.exec(this.text)![0].length);
    }
  }

  /** What is only itself. */
  private take(count: number): void {
    this.plain += this.text.slice(this.at, this.at + count);
    this.at += count;
  }

  private endPlain(): void {
    if (this.plain !== '') {
      this.nodes.push({ kind: 'text', text: this.plain });
      this.depths.push(0);
      this.plain = '';
    }
  }

  private push(node: Inline, depth = 0): void {
    this.endPlain();
    this.nodes.push(node);
    this.depths.push(depth);
  }

  private escape(): void {
    const next = this.text[this.at + 1];
    if (next !== undefined && ESCAPABLE.includes(next)) {
      this.at++;
    }
    this.take(1);
  }

  private code(): void {
    const run = runLength(this.text, this.at);
    const end = this.ticks.get(this.at);
    if (end === undefined) {
      this.take(run);
      return;
    }
    const inside = this.text.slice(this.at + run, end).replaceAll('\n', ' ');
    const padded = inside.startsWith(' ') && inside.endsWith(' ') && inside.trim() !== '';
    this.push({ kind: 'code', text: padded ? inside.slice(1, -1) : inside });
    this.at = end + run;
  }

  private named(pattern: RegExp, found: (name: string) => void): void {
    pattern.lastIndex = this.at;
    const match = this.isAfterWord() ? null : pattern.exec(this.text);
    if (match === null) {
      this.take(1);
    } else {
      found(match[1]!);
    }
  }

  /** As in `ana@example.org` and `10:30:00`. */
  private isAfterWord(): boolean {
    return isWord(charBefore(this.text, this.at));
  }

  private mention(name: string): void {
    const trimmed = name.replace(/[.-]+$/, '');
    this.push({ kind: 'mention', name: trimmed });
    this.at += 1 + trimmed.length;
  }

  private emoji(name: string): void {
    this.push({ kind: 'emoji', name });
    this.at += name.length + 2;
  }

  private autolink(): void {
    const end = this.isAfterWord() ? this.at : this.urls.endAt(this.at);
    if (end === this.at) {
      this.take(1);
      return;
    }
    const url = this.text.slice(this.at, end);
    const href = safeHref(url);
    if (href === undefined) {
      this.take(url.length);
    } else {
      this.push({ kind: 'link', href, children: [{ kind: 'text', text: url }] }, 1);
      this.at = end;
    }
  }

  // ---- spans

  private run(mark: string): void {
    const length = runLength(this.text, this.at);
    if (mark === '~' && length !== 2) {
      this.take(length);
      return;
    }
    const before = charBefore(this.text, this.at);
    const after = charAfter(this.text, this.at + length);
    const left = flanks(after, before);
    const right = flanks(before, after);
    const opens = mark === '_' ? left && (!right || isPunctuation(before)) : left;
    const closes = mark === '_' ? right && (!left || isPunctuation(after)) : right;
    this.at += length;
    const rest = closes ? this.close(mark, length, opens) : length;
    if (rest > 0 && opens) {
      this.push({ kind: 'text', text: mark.repeat(rest) });
      this.openers.push({ mark, after: this.nodes.length, left: rest, whole: length, closesToo: closes });
    } else {
      this.plain += mark.repeat(rest);
    }
  }

  /** Closes as many spans as the run can; gives how much of it is left. */
  private close(mark: string, whole: number, opensToo: boolean): number {
    let rest = whole;
    while (rest > 0) {
      const opener = this.openers.takeFor(mark, whole, opensToo);
      if (opener === undefined) {
        return rest;
      }
      const used = Math.min(2, rest, opener.left);
      if (!this.wrap(opener, spanOf(mark, used), used)) {
        return rest;
      }
      rest -= used;
      if (opener.left > 0) {
        this.openers.push(opener);
      }
    }
    return rest;
  }

  /** Puts everything since the opener into a span, unless that would be too deep. */
  private wrap(opener: Opener, kind: SpanKind, used: number): boolean {
    this.endPlain();
    const depth = this.depthSince(opener);
    if (depth > MOST_SPANS) {
      // Whatever else is open would be too deep around it as well.
      this.openers.clear();
      return false;
    }
    const children = this.takeSince(opener.after);
    opener.left -= used;
    this.nodes[opener.after - 1] = { kind: 'text', text: opener.mark.repeat(opener.left) };
    this.push({ kind, children: merged(children) }, depth);
    return true;
  }

  private depthSince(opener: Opener): number {
    let deepest = 0;
    for (let i = opener.after; i < this.depths.length; i++) {
      deepest = Math.max(deepest, this.depths[i]!);
    }
    return deepest + 1;
  }

  private takeSince(from: number): Inline[] {
    this.depths.length = from;
    return this.nodes.splice(from);
  }

  // ---- links

  private openBracket(): void {
    this.push({ kind: 'text', text: '[' });
    this.openers.push({ mark: '[', after: this.nodes.length, left: 1, whole: 1, closesToo: false });
    this.at++;
  }

  private closeBracket(): void {
    const bracket = this.openers.takeBracket();
    const close = this.text[this.at + 1] === '(' ? this.urls.closing(this.at + 1) : undefined;
    const href = close === undefined ? undefined : safeHref(this.text.slice(this.at + 2, close));
    if (bracket === undefined || href === undefined || !this.link(bracket, href)) {
      this.take(1);
    } else {
      this.at = close! + 1;
    }
  }

  private link(bracket: Opener, href: string): boolean {
    this.endPlain();
    const depth = this.depthSince(bracket);
    if (depth > MOST_SPANS || this.nodes.length === bracket.after) {
      return false;
    }
    const children = this.takeSince(bracket.after);
    this.takeSince(bracket.after - 1);
    this.push({ kind: 'link', href, children: merged(withoutLinks(children)) }, depth);
    this.openers.closeBrackets();
    return true;
  }
}

function spanOf(mark: string, used: number): SpanKind {
  return mark === '~' ? 'strike' : used === 2 ? 'strong' : 'emphasis';
}
