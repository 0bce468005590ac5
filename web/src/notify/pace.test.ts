import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Paced } from './pace.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a change shows at once, and many after it as one', () => {
  const unread = new Paced(0, 1_000);
  unread.set(1);
  expect(unread.current).toBe(1);
  for (let count = 2; count <= 200; count++) {
    unread.set(count);
  }
  expect(unread.current).toBe(1);
  vi.advanceTimersByTime(1_000);
  expect(unread.current).toBe(200);
});

test('what was taken back in between was never shown', () => {
  const unread = new Paced(0, 1_000);
  unread.set(1);
  unread.set(2);
  unread.set(1);
  vi.advanceTimersByTime(1_000);
  expect(unread.current).toBe(1);
  unread.set(0);
  expect(unread.current).toBe(0);
});
