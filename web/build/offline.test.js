import { expect, test } from 'vitest';
import { release } from './offline.ts';

const files = () => new Map([['/index.html', '<p>'], ['/assets/a-1.js', 'a'], ['/theme.js', 't'], ['/sw.js', 's'], ['/icons/512.png', 'i']]);

test('a release is the page and all that it may load, without its worker and the pictures for the system', () => {
  expect(release(files()).paths).toEqual(['/', '/assets/a-1.js', '/theme.js']);
});

test('its version changes with any of its files, and not with its worker', () => {
  const { version } = release(files());
  expect(release(files().set('/index.html', '<b>')).version).not.toBe(version);
  expect(release(files().set('/theme.js', 'u')).version).not.toBe(version);
  expect(release(files().set('/sw.js', 'u')).version).toBe(version);
});
