import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { obstacles } from './axe';
import { composer, createRoom, feed, openRoom, say, sees, Stage } from './stage';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.build();
});
afterAll(() => stage?.clear());
afterEach(async ({ task }) => {
  await stage.closePages(task.result?.state === 'fail' ? task.name : undefined);
  expect(stage.complaints.splice(0)).toEqual([]);
});

describe('for everybody', () => {
  it('axe finds nothing on the pages before one is in', async () => {
    const page = await (await stage.visitor()).newPage();
    for (const path of ['/setup', '/login', '/register', '/forgot']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await obstacles(page), path).toEqual([]);
    }
  });

  it('axe finds nothing on the pages within', async () => {
    const page = await stage.person('ana');
    expect(await obstacles(page), 'empty room').toEqual([]);
    await createRoom(page, 'design');
    await say(page, '**bold** `code` @ana https://example.org\n\n> quote\n\n```js\nlet a = 1;\n```\n- one\n- two');
    await sees(page, 'quote');
    expect(await obstacles(page), 'room').toEqual([]);
    for (const path of ['/rooms', '/settings', '/rooms/12345', '/nowhere']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await obstacles(page), path).toEqual([]);
    }
  });

  it('axe finds nothing in dialogs and menus', async () => {
    const page = await stage.person('ana');
    for (const keys of ['Control+k', 'Control+/']) {
      await page.keyboard.press(keys);
      await page.getByRole('dialog').waitFor();
      expect(await obstacles(page), keys).toEqual([]);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: 'New room' }).first().click();
    await page.getByText('Who knows its password').click();
    expect(await obstacles(page), 'new room').toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /Account/ }).click();
    expect(await obstacles(page), 'menu').toEqual([]);
  });
});

describe('on a phone', () => {
  const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

  it('shows one column, and the rooms over it', async () => {
    const page = await stage.person('ana', phone);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByRole('button', { name: 'Rooms', exact: true }).tap();
    await page.getByRole('button', { name: 'New room' }).first().tap();
    await page.getByRole('dialog').getByLabel('Name').fill('pocket');
    await page.getByRole('dialog').getByRole('button', { name: 'Make the room' }).tap();
    await page.getByRole('heading', { name: 'pocket', level: 1 }).waitFor();
    await composer(page).fill('two\nlines');
    await page.getByRole('button', { name: 'Send' }).tap();
    await sees(page, 'lines');
    await page.getByRole('button', { name: 'Rooms', exact: true }).tap();
    await openRoom(page, 'Everyone');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});

describe('in other places', () => {
  it('speaks German, and tells times in the zone of its reader', async () => {
    const page = await stage.person('ana');
    await say(page, 'wie spät ist es?');
    await sees(page, 'wie spät');
    const german = await page.context().browser()!.newContext({ locale: 'de-DE', timezoneId: 'Asia/Tokyo', storageState: await page.context().storageState(), viewport: { width: 1280, height: 800 } });
    const other = await german.newPage();
    await other.goto(stage.server.url);
    await other.getByPlaceholder('An Everyone schreiben').waitFor();
    const article = feed(other).getByRole('article').filter({ hasText: 'wie spät' }).first();
    const at = await article.locator('time').first().getAttribute('datetime');
    const expected = new Intl.DateTimeFormat('de', { hour: 'numeric', minute: '2-digit', timeZone: 'Asia/Tokyo' }).format(new Date(at!));
    expect(await article.innerText()).toContain(expected);
    await german.close();
  });
});
