import { describe, expect, test } from 'vitest';
import { MOST_BLOCKS, MOST_SPANS, type Block, type Inline } from './ast';
import { parse } from './parse';

/** A tree as one line, so that a test shows what it expects. */
function shown(blocks: readonly Block[]): string {
  return blocks.map(showBlock).join(' ');
}

function showBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `p(${showAll(block.children)})`;
    case 'fence':
      return `fence:${block.language}(${block.text})`;
    case 'quote':
      return `quote(${shown(block.blocks)})`;
    case 'list':
      return `${block.start ?? 'list'}(${block.items.map((item) => `[${shown(item)}]`).join('')})`;
  }
}

function showAll(nodes: readonly Inline[]): string {
  return nodes.map(show).join('');
}

function show(node: Inline): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return '/';
    case 'code':
      return `code(${node.text})`;
    case 'mention':
      return `mention(${node.name})`;
    case 'emoji':
      return `emoji(${node.name})`;
    case 'link':
      return `link:${node.href}(${showAll(node.children)})`;
    default:
      return `${node.kind}(${showAll(node.children)})`;
  }
}

const inline = (text: string): string => shown(parse(text)).replace(/^p\((.*)\)$/s, '$1');

describe('spans', () => {
  test.each([
    ['**a** *b* _c_ __d__ ~~e~~', 'strong(a) emphasis(b) emphasis(c) strong(d) strike(e)'],
    ['***a***', 'emphasis(strong(a))'],
    ['**a*b*c**', 'strong(aemphasis(b)c)'],
    ['*a **b** c*', 'emphasis(a strong(b) c)'],
    ['**a ~~b~~**', 'strong(a strike(b))'],
    ['un*frigging*believable', 'unemphasis(frigging)believable'],
    ['snake_case_name', 'snake_case_name'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['a ~ b ~~~c~~~ d ~e~', 'a ~ b ~~~c~~~ d ~e~'],
    ['**open', '**open'],
    ['**a*', '*emphasis(a)'],
    ['*a _b* c_', 'emphasis(a _b) c_'],
    ['\\*a\\* \\q \\', '*a* \\q \\'],
    ['**„Hallo“, sagte er.**', 'strong(„Hallo“, sagte er.)'],
    ['**太字**です', 'strong(太字)です'],
    ['****', '****'],
  ])('%s', (text, meaning) => expect(inline(text)).toBe(meaning));
});

describe('code', () => {
  test.each([
    ['`a*b*`', 'code(a*b*)'],
    ['`` a`b ``', 'code(a`b)'],
    ['`a', '`a'],
    ['``a`', '``a`'],
    ['`\\`', 'code(\\)'],
    ['`https://a.example` `@ana`', 'code(https://a.example) code(@ana)'],
    ['*a `b* c`', '*a code(b* c)'],
  ])('%s', (text, meaning) => expect(inline(text)).toBe(meaning));
});

describe('links', () => {
  test.each([
    ['see https://a.example/x_y_z.', 'see link:https://a.example/x_y_z(https://a.example/x_y_z).'],
    ['(https://a.example/b_(c))', '(link:https://a.example/b_(c)(https://a.example/b_(c)))'],
    ['**https://a.example/**', 'strong(link:https://a.example/(https://a.example/))'],
    ['HTTPS://A.EXAMPLE/B', 'link:https://a.example/B(HTTPS://A.EXAMPLE/B)'],
    ['<https://a.example/>', '<link:https://a.example/(https://a.example/)>'],
    ['xhttps://a.example', 'xhttps://a.example'],
    ['https://', 'https://'],
    ['mailto:ana@a.example', 'link:mailto:ana@a.example(mailto:ana@a.example)'],
    ['[the *plan*](https://a.example/p)', 'link:https://a.example/p(the emphasis(plan))'],
    ['[a](https://a.example/b_(c)_d)', 'link:https://a.example/b_(c)_d(a)'],
    ['[https://bank.example](https://b.example/)', 'link:https://b.example/(https://bank.example)'],
    ['[a [b](https://b.example/) c](https://c.example/)', '[a link:https://b.example/(b) c](link:https://c.example/(https://c.example/))'],
    ['[@ana](https://a.example/)', 'link:https://a.example/(@ana)'],
    ['[](https://a.example/)', '[](link:https://a.example/(https://a.example/))'],
    ['[a]', '[a]'],
    ['[**a**] *b*', '[strong(a)] emphasis(b)'],
    ['[a] (https://a.example/)', '[a] (link:https://a.example/(https://a.example/))'],
  ])('%s', (text, meaning) => expect(inline(text)).toBe(meaning));

  test.each([
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](java\tscript:alert(1))',
    '[a](\u0001javascript:alert(1))',
    '[a](data:text/html,<script>alert(1)</script>)',
    '[a](vbscript:x)',
    '[a](//evil.example)',
    '[a](/settings)',
    '[a](blob:x)',
    '[a](https://bank.example@evil.example/)',
    'https://bank.example:x@evil.example/',
  ])('%.60s leads nowhere', (text) => expect(JSON.stringify(parse(text))).not.toContain('"href"'));
});

test('an address that is longer than any should be leads nowhere', () => {
  expect(inline(`[a](https://a.example/${'a'.repeat(3_000)})`)).not.toContain('link:');
});

describe('mentions and emoji', () => {
  test.each([
    ['@ana, @bo.', 'mention(ana), mention(bo).'],
    ['@Иван_1 @ana.b-c', 'mention(Иван_1) mention(ana.b-c)'],
    ['ana@a.example @ @.x', 'ana@a.example @ @.x'],
    ['(@ana) *@bo*', '(mention(ana)) emphasis(mention(bo))'],
    [':smile::+1:', 'emoji(smile)emoji(+1)'],
    ['10:30:00 a:b:c ::', '10:30:00 a:b:c ::'],
    [`:${'a'.repeat(33)}:`, `:${'a'.repeat(33)}:`],
  ])('%s', (text, meaning) => expect(inline(text)).toBe(meaning));
});

describe('blocks', () => {
  test.each([
    ['a\nb\n\nc', 'p(a/b) p(c)'],
    ['a\r\nb\rc', 'p(a/b/c)'],
    ['```js\nlet *a*;\n\n> x\n```\nafter', 'fence:js(let *a*;\n\n> x) p(after)'],
    ['````\n```\n````', 'fence:(```)'],
    ['```\nopen', 'fence:(open)'],
    ['```let x = 1;\n```', 'fence:(let x = 1;)'],
    ['``` not `a` fence', 'p(``` not code(a) fence)'],
    ['> a\n> b\nc', 'quote(p(a/b)) p(c)'],
    ['> a\n>> b', 'quote(p(a) quote(p(b)))'],
    ['>_< and >:(', 'p(>_< and >:()'],
    ['- a\n- b', 'list([p(a)][p(b)])'],
    ['3. a\n4. b', '3([p(a)][p(b)])'],
    ['- a\n  1. b\n  2. c\n- d', 'list([p(a) 1([p(b)][p(c)])][p(d)])'],
    ['- a\n1. b', 'list([p(a)]) 1([p(b)])'],
    ['- a\n  more\n\n  and more\nout', 'list([p(a/more) p(and more)]) p(out)'],
    ['-a\n-', 'p(-a/-)'],
    ['# no heading\n---', 'p(# no heading/---)'],
    ['<b onclick=x>&amp;</b>', 'p(<b onclick=x>&amp;</b>)'],
    ['', ''],
    ['\n \n', ''],
  ])('%j', (text, meaning) => expect(shown(parse(text))).toBe(meaning));
});

function depth(value: unknown): number {
  if (typeof value !== 'object' || value === null) {
    return 0;
  }
  return 1 + Math.max(0, ...Object.values(value).map(depth));
}

const SIZE = 65_536;
const HOSTILE = [
  '*', '**', '_', '~~ ', '`', '[', ']', '(', '![', '](', '[a](', '*a ', 'a* ', '**a *b ', '*a_b ', '[a](http://a', '`a``b', '``` ',
  '> ', '>', '- ', '1. ', ' ', '\t', '\n', ':', ':a', '@', '@a', 'http://', 'http://[', 'https://a)', 'h', 'https://a!', '\\',
  '𝕒', '\ud800', '\u202e', '*a*', 'a**', '**a*', '[*a ', '~~a', '> - ', '- - ', '[[a](https://a.example) ', 'mailto:', '(((', '~~a~~',
];

describe('hostile texts', () => {
  const texts = HOSTILE.flatMap((piece) => [
    piece.repeat(SIZE / piece.length),
    piece.repeat(SIZE / piece.length / 2) + [...piece].reverse().join('').repeat(SIZE / piece.length / 2),
    ...['*', '](https://a.example/)', ')', '`', '_'].map(
      (end) => piece.repeat(SIZE / 2 / piece.length) + `a${end} `.repeat(SIZE / 2 / (end.length + 2)),
    ),
  ]);

  // Some milliseconds each. If the work grew with the square of the length, each would take many seconds.
  test('are read in good time, and nest no deeper than a stack can bear', () => {
    const most = 2 * (2 * MOST_BLOCKS + MOST_SPANS) + 10;
    const deep = texts.filter((text) => depth(parse(text)) > most).map((text) => text.slice(0, 40));
    expect(deep).toEqual([]);
  }, 60_000);
});

/** Everything that a reader sees. */
function seen(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(seen).join('');
  }
  const { language = '', text = '', name = '', children, blocks, items } = value as Record<string, string>;
  return language + text + name + [children, blocks, items].map((part) => (part === undefined ? '' : seen(part))).join('');
}

test('no letter of a text is lost, whatever marks stand around it', () => {
  const marks = ['*', '**', '_', '~~', '`', '[', ']', '(', ')', '> ', '- ', '1. ', '\n', ' ', '@', ':', '\\', '```', '](HTTPS://1.1.1.1/)'];
  for (let seed = 1; seed <= 2_000; seed++) {
    let random = seed;
    let text = '';
    let letters = '';
    for (let i = 0; i < 40; i++) {
      random = (random * 48_271) % 2_147_483_647;
      const letter = String.fromCharCode(97 + (random % 26));
      const mark = random % 3 === 0 ? letter : marks[random % marks.length]!;
      text += mark;
      letters += mark.replace(/[^a-z]/g, '');
    }
    const said = seen(parse(text));
    expect(said.replace(/[^a-z]/g, ''), `seed ${seed}: ${JSON.stringify(text)}`).toBe(letters);
  }
});
