import { expect, it } from 'vitest';
import { deviceText } from './device';

const on = (browser: string, system: string): string => `${browser} on ${system}`;

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36', 'Chrome on Linux'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0', 'Edge on Windows'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1', 'Safari on iPhone'],
  ['Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox on Android'],
  ['hubbub chat', 'hubbub chat'],
])('calls a client as people do: %s', (device, text) => {
  expect(deviceText(device, on)).toBe(text);
});

it('shortens what nobody would read', () => {
  expect(deviceText('x'.repeat(500), on)).toHaveLength(61);
});
