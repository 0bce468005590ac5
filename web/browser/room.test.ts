import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { appCode } from './app-code.js';
import { composer, feed, openRoom, passwordOf, Stage } from './stage';

const MESSAGES = 350;
let stage: Stage;
let room: string;

beforeAll(async () => {
  stage = await Stage.build();
  const ana = await stage.api('ana');
  room = ((await ana('POST', '/rooms', { name: 'long' })) as { id: string }).id;
  await stage.talk('ana', room, Array.from({ length: MESSAGES - 1 }, (_, i) => ((i + 2) % 10 === 0 ? `number ${i + 2}\n\nwith\n\nmore lines` : `number ${i + 2}`)));
});
afterAll(() => stage?.clear());
afterEach(async ({ task }) => {
  await stage.closePages(task.result?.state === 'fail' ? task.name : undefined);
  expect(stage.complaints.splice(0)).toEqual([]);
});

/** The seqs of the first and the last row that is in view. */
async function inView(page: Page): Promise<[number, number]> {
  return page.evaluate(() => {
    const frame = document.querySelector('.feed')!.getBoundingClientRect();
    const seen = [...document.querySelectorAll('[role=article]')].filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > frame.top && top < frame.bottom;
    });
    return [seen[0], seen.at(-1)].map((row) => Number(row!.getAttribute('aria-posinset'))) as [number, number];
  });
}

async function shows(page: Page, seq: number): Promise<void> {
  await expect
    .poll(async () => {
      const [first, last] = await inView(page);
      return first <= seq && seq <= last;
    })
    .toBe(true);
}

describe('a long room', () => {
  it('opens at the newest once all is read, and goes back to the beginning without a jump', async () => {
    const page = await stage.person('ana');
    await page.goto(`/rooms/${room}`);
    await feed(page).waitFor();
    await page.keyboard.press('Control+End');
    await shows(page, MESSAGES);
    for (let seq = MESSAGES; seq > 1; ) {
      const [row, before] = await page.evaluate(async () => {
        const list = document.querySelector('.feed')!;
        list.scrollTop = Math.min(list.scrollTop, 150);
        // Before a frame is painted the list puts its rows in their places; what nobody sees yet does not count.
        for (let i = 0; i < 2; i++) {
          await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
        }
        const first = [...list.querySelectorAll('[role=article]')].find((one) => one.getBoundingClientRect().top > 160)!;
        return [Number(first.getAttribute('aria-posinset')), first.getBoundingClientRect().top];
      });
      // Older messages come while nothing that is in view moves.
      const settled = await page.evaluate(async (wanted) => {
        for (let i = 0; i < 20; i++) {
          await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
        }
        return document.querySelector(`[aria-posinset="${wanted}"]`)!.getBoundingClientRect().top;
      }, row);
      const first = await page.evaluate(() => Number(document.querySelector('[role=article]')!.getAttribute('aria-posinset')));
      if (first > 1) {
        expect(Math.abs(settled - before), `row ${row}`).toBeLessThan(3);
      }
      seq = first;
    }
    await page.getByText('This is where long begins.').waitFor();
  });

  it('is entered at a message by link, and left for the newest', async () => {
    const page = await stage.person('ana');
    await page.goto(`/rooms/${room}/42`);
    await shows(page, 42);
    expect(await page.locator('.target').getAttribute('aria-posinset')).toBe('42');
    await page.getByRole('button', { name: 'To the newest' }).click();
    await shows(page, MESSAGES);
  });

  it('is entered at a day by link', async () => {
    const page = await stage.person('ana');
    const today = await page.evaluate(() => new Date().toLocaleDateString('sv'));
    await page.goto(`/rooms/${room}/${today}`);
    await shows(page, 1);
    await page.goto(`/rooms/${room}/2999-01-01`);
    await shows(page, MESSAGES);
  });

  it('is read to its end from where one was', async () => {
    const page = await stage.person('bo');
    const bo = await stage.api('bo');
    await bo('POST', `/rooms/${room}/join`, {});
    await stage.talk('ana', room, [...Array.from({ length: 60 }, (_, i) => `later ${i + 1}.`), 'the very last']);
    await page.goto(`/rooms/${room}`);
    await feed(page).getByText('New messages').waitFor();
    await feed(page).getByText('later 1.').waitFor();
    expect(await feed(page).getByText('the very last').count()).toBe(0);
    await page.mouse.move(600, 400);
    await expect
      .poll(async () => {
        await page.mouse.wheel(0, 2_000);
        return feed(page).getByText('the very last').isVisible();
      })
      .toBe(true);
    await expect.poll(() => page.getByRole('link', { name: /long/ }).innerText()).toBe('long');
  });
});

describe('shortcuts', () => {
  it('lead to the next unread room', async () => {
    const page = await stage.person('cy');
    const [ana, cy] = [await stage.api('ana'), await stage.api('cy')];
    const { id } = (await cy('POST', '/rooms', { name: 'quiet' })) as { id: string };
    await ana('POST', `/rooms/${id}/join`, {});
    await openRoom(page, 'quiet');
    await openRoom(page, 'Everyone');
    await ana('POST', `/rooms/${id}/messages`, { text: 'psst' });
    await page.getByRole('link', { name: /quiet.*1 unread/ }).waitFor();
    await page.keyboard.press('Alt+Shift+ArrowDown');
    await page.getByRole('heading', { name: 'quiet', level: 1 }).waitFor();
  });
});

describe('a second factor', () => {
  it('is asked for after the password', async () => {
    const dana = await stage.api('dana');
    const { secret } = (await dana('POST', '/factors/totp', { password: passwordOf('dana') })) as { secret: string };
    const { recoveryCodes } = (await dana('POST', '/factors/totp/confirm', { code: appCode(secret) })) as { recoveryCodes: string[] };
    const page = await (await stage.visitor()).newPage();
    await page.goto('/login');
    await page.getByLabel('Username or e-mail address').fill('dana');
    await page.getByLabel('Password', { exact: true }).fill(passwordOf('dana'));
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    await page.getByText('That code is not right').waitFor();
    await page.getByLabel('Code').fill(recoveryCodes[0]!);
    await page.keyboard.press('Enter');
    await composer(page).waitFor();
  });
});
