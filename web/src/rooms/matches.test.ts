import { describe, expect, it } from 'vitest';
import { matches, rank } from './matches';

describe('matches', () => {
  it('ignores case and accents, and takes words in any order', () => {
    expect(matches('Café Design', 'cafe')).toBe(true);
    expect(matches('Café Design', 'des caf')).toBe(true);
    expect(matches('Café Design', 'tea')).toBe(false);
    expect(matches('anything', '')).toBe(true);
  });

  it('puts names that begin so first, then words that do', () => {
    const names = ['undesigned', 'web-design', 'design'];
    expect(names.sort((a, b) => rank(a, 'des') - rank(b, 'des'))).toEqual(['design', 'web-design', 'undesigned']);
    expect(rank('a(b', 'x(')).toBe(2);
  });
});
