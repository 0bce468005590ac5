import { expect, test } from 'vitest';
import { loadEmoji, matching } from './emoji';
import { parse } from './parse';
import { mentions, plainText } from './text';

test('a message in one line has its words without their marks', () => {
  const text = '**Hi** @ana\n> `x` [there](https://a.example/)\n- one :smile:\n```\nlet a\n```';
  expect(plainText(parse(text))).toBe('Hi @ana x there one :smile: let a');
});

test('a mention counts once, and not in code', () => {
  expect(mentions(parse('@ana *@bo* @ana `@cy`\n> - @dee\n```\n@eve\n```'))).toEqual(['ana', 'bo', 'dee']);
});

test('shortcodes are known by each of their names', async () => {
  const table = await loadEmoji();
  expect(table.get('+1')).toBe('👍');
  expect(table.get('thumbsup')).toBe('👍');
  expect(table.get('constructor')).toBeUndefined();
  expect([...table.keys()].every((name) => /^[a-z0-9_+-]{1,32}$/.test(name))).toBe(true);
  expect([...table.values()].every((char) => /^\p{Emoji}/u.test(char))).toBe(true);
});

test('who begins to type a shortcode is shown names that begin so first', async () => {
  const found = matching(await loadEmoji(), 'HEART', 99).map(({ name }) => name);
  expect(found.slice(0, 3)).toEqual(['heart_eyes', 'heart_eyes_cat', 'heart']);
  expect(found.at(-1)).toBe('white_heart');
});
