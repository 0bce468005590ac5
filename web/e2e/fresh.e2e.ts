import { describe, expect, it } from 'vitest';
import { axe, freshStage, GLOBAL } from './harness';

const on = freshStage();

describe('A first visit', () => {
  it('goes from the printed link to the first message by one form', async () => {
    const ana = await on.browsers.visitor();
    await ana.page.goto(`/setup#${on.server.setupToken}`);
    await ana.field('Username').waitFor();
    expect(ana.page.url()).not.toContain(on.server.setupToken);
    expect(await axe(ana.page)).toEqual([]);
    await ana.field('Username').fill('ana');
    await ana.field('E-mail address').fill('ana@example.org');
    await ana.field('Password').fill('three random words');
    await ana.button('Start').click();

    await ana.page.getByText('It is quiet here').waitFor();
    expect(await axe(ana.page)).toEqual([]);
    await ana.say('hello, world');
    await ana.sees('hello, world');
    expect(await ana.page.getByText('It is quiet here').count()).toBe(0);

    const bo = await on.people.register('bo');
    expect(await on.people.said(bo, GLOBAL)).toEqual(['hello, world']);
  });
});
