import { expect, test } from 'vitest';
import { nextRef } from './ref';

test('a ref is a UUIDv7, and grows with time', () => {
  const early = nextRef(1_790_000_000_000);
  const late = nextRef(1_790_000_000_001);
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(early < late).toBe(true);
  expect(nextRef()).not.toBe(nextRef());
});
