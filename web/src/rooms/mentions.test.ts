import { describe, expect, it } from 'vitest';
import { mentions } from './mentions';

describe('mentions', () => {
  it('finds the name wherever it stands by itself', () => {
    for (const text of ['@ana', 'hi @Ana!', '(@ana)', 'well, @ana.', '@bo @ana']) {
      expect(mentions(text, 'ana'), text).toBe(true);
    }
  });

  it('takes no longer name and no address for it', () => {
    for (const text of ['ana', '@anabel', 'mail ana@example.org', 'x@ana', '@ana.b', '@ana-b', '']) {
      expect(mentions(text, 'ana'), text).toBe(false);
    }
    expect(mentions('@ana', undefined)).toBe(false);
  });
});
