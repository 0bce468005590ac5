import { describe, expect, it } from 'vitest';
import { pathWith, type Page } from './pages';
import { Paged } from './paged.svelte';

it('writes only those parameters into a path that say something', () => {
  expect(pathWith('/admin/users', { query: '', after: undefined })).toBe('/admin/users');
  expect(pathWith('/admin/users', { query: 'a&b', after: 'x=' })).toBe('/admin/users?query=a%26b&after=x%3D');
});

describe('Paged', () => {
  /** Answers when it is told to. */
  function asked(): { answers: ((page: Page<string>) => void)[]; paged: Paged<string> } {
    const answers: ((page: Page<string>) => void)[] = [];
    return { answers, paged: new Paged(() => new Promise((answer) => answers.push(answer))) };
  }
  const settle = (): Promise<void> => new Promise((done) => setTimeout(done));

  it('adds what comes next to what is there', async () => {
    const { answers, paged } = asked();
    answers[0]!({ items: ['a'], next: 'n' });
    await settle();
    expect(paged.hasMore).toBe(true);
    void paged.more();
    answers[1]!({ items: ['b'] });
    await settle();
    expect(paged.items).toEqual(['a', 'b']);
    expect(paged.hasMore).toBe(false);
  });

  it('does not take a late answer to an earlier question', async () => {
    const { answers, paged } = asked();
    void paged.restart();
    answers[1]!({ items: ['new'] });
    answers[0]!({ items: ['old'] });
    await settle();
    expect(paged.items).toEqual(['new']);
  });
});
