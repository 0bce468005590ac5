import { MOST_BLOCKS, type Block } from './ast';
import { parseInlines } from './inlines';

const FENCE = /^ {0,3}(`{3,})([^`]*)$/;
const LANGUAGE = /^[\w+#.-]{0,32}$/;
const QUOTE = /^ {0,3}>(?: |$|(?=>))/;
const BULLET = /^( {0,3})[-*+] +(?=\S)/;
const NUMBER = /^( {0,3})(\d{1,9})[.)] +(?=\S)/;
const BLANK = /^\s*$/;

/**
 * Reads a message's text in the safe subset of Markdown that Hubbub shows: paragraphs, whose line breaks count, quotes,
 * lists, fenced code, and within them what `parseInlines` knows. Every text means something, and takes time in
 * proportion to its length.
 */
export function parse(text: string): Block[] {
  return parseLines(text.replace(/\r\n?/g, '\n').split('\n'), 0);
}

function parseLines(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const endParagraph = (): void => {
    if (paragraph.length > 0) {
      blocks.push({ kind: 'paragraph', children: parseInlines(paragraph.join('\n')) });
      paragraph = [];
    }
  };
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    const found = blockAt(lines, at, depth);
    if (found !== undefined) {
      endParagraph();
      blocks.push(found.block);
      at = found.end;
    } else if (BLANK.test(line)) {
      endParagraph();
      at++;
    } else {
      paragraph.push(line.trimEnd());
      at++;
    }
  }
  endParagraph();
  return blocks;
}

/** A block and the line after its last one. */
interface Found {
  readonly block: Block;
  readonly end: number;
}

function blockAt(lines: readonly string[], at: number, depth: number): Found | undefined {
  const line = lines[at]!;
  const fence = FENCE.exec(line);
  if (fence !== null) {
    return fenceAt(lines, at, fence[1]!.length, fence[2]!.trim());
  }
  if (depth >= MOST_BLOCKS) {
    return undefined;
  }
  if (QUOTE.test(line)) {
    return quoteAt(lines, at, depth);
  }
  const marker = markerOf(line);
  return marker === undefined ? undefined : listAt(lines, at, marker, depth);
}

/** Without an end the fence reaches to the end of what it stands in. What names no language is code already. */
function fenceAt(lines: readonly string[], at: number, ticks: number, info: string): Found {
  let end = at + 1;
  while (end < lines.length && !closes(lines[end]!, ticks)) {
    end++;
  }
  const language = LANGUAGE.test(info) ? info : '';
  const code = lines.slice(at + 1, end);
  const text = (language === info ? code : [info, ...code]).join('\n');
  return { block: { kind: 'fence', language, text }, end: end + 1 };
}

function closes(line: string, ticks: number): boolean {
  const trimmed = line.trim();
  return trimmed.length >= ticks && /^`+$/.test(trimmed);
}

function quoteAt(lines: readonly string[], at: number, depth: number): Found {
  let end = at;
  const quoted: string[] = [];
  while (end < lines.length && QUOTE.test(lines[end]!)) {
    quoted.push(lines[end]!.replace(QUOTE, ''));
    end++;
  }
  return { block: { kind: 'quote', blocks: parseLines(quoted, depth + 1) }, end };
}

interface Marker {
  /** How many characters the text of the item is indented by. */
  readonly width: number;
  readonly start: number | undefined;
}

function markerOf(line: string): Marker | undefined {
  const bullet = BULLET.exec(line);
  if (bullet !== null) {
    return { width: bullet[0].length, start: undefined };
  }
  const number = NUMBER.exec(line);
  return number === null ? undefined : { width: number[0].length, start: Number(number[2]) };
}

function listAt(lines: readonly string[], at: number, first: Marker, depth: number): Found {
  const items: Block[][] = [];
  let end = at;
  for (let marker: Marker | undefined = first; marker !== undefined; ) {
    const item = [lines[end]!.slice(marker.width)];
    end++;
    while (end < lines.length && belongs(lines, end)) {
      item.push(lines[end]!.slice(Math.min(marker.width, indent(lines[end]!))));
      end++;
    }
    items.push(parseLines(item, depth + 1));
    const next: Marker | undefined = end < lines.length ? markerOf(lines[end]!) : undefined;
    marker = next !== undefined && (next.start === undefined) === (first.start === undefined) ? next : undefined;
  }
  return { block: { kind: 'list', start: first.start, items }, end };
}

/** Lines that are indented go on with the item, over one blank line too. */
function belongs(lines: readonly string[], at: number): boolean {
  const line = lines[at]!;
  if (BLANK.test(line)) {
    const next = lines[at + 1];
    return next !== undefined && !BLANK.test(next) && indent(next) >= 2;
  }
  return indent(line) >= 2;
}

function indent(line: string): number {
  let spaces = 0;
  while (line[spaces] === ' ') {
    spaces++;
  }
  return spaces;
}
