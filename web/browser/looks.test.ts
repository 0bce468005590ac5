import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { obstacles } from './axe';
import { cutOff } from './fits';
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

/** A window of 1280 × 800, zoomed to 200 %: browsers give pages half the width, and twice the pixels. */
const ZOOMED = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 };

describe('zoomed to 200 %', () => {
  it('cuts nothing off on the pages before one is in', async () => {
    const page = await (await stage.visitor(ZOOMED)).newPage();
    for (const path of ['/setup', '/login', '/register', '/forgot', '/reset#token']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await cutOff(page), path).toEqual([]);
    }
  });

  it('cuts nothing off on the pages within', async () => {
    await stage.makeAdministrator('zoe');
    const page = await stage.person('zoe', ZOOMED);
    await say(page, 'a long word: ' + 'abcdefghij'.repeat(30) + '\n\n```\n' + 'let wide = code; '.repeat(30) + '\n```');
    await sees(page, 'a long word');
    const settings = ['profile', 'look', 'security', 'sessions', 'tokens', 'leaving'].map((name) => `/settings/${name}`);
    const admin = ['users', 'invitations', 'rooms', 'audit', 'status'].map((name) => `/admin/${name}`);
    for (const path of ['/', '/rooms', ...settings, ...admin]) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await cutOff(page), path).toEqual([]);
    }
  });

  it('leaves room for what is said above what is written', async () => {
    const page = await stage.person('ana', ZOOMED);
    const [list, field] = [await feed(page).boundingBox(), await composer(page).boundingBox()];
    expect(list!.height).toBeGreaterThan(160);
    expect(field!.y + field!.height).toBeLessThanOrEqual(400);
  });
});

describe('desktop notifications', () => {
  it('tell of what is said while one looks elsewhere, and lead there', async () => {
    const page = await stage.person('nora');
    await page.context().grantPermissions(['notifications']);
    await page.addInitScript(() => {
      const made: Notification[] = [];
      window.Notification = class extends Notification {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          made.push(this);
        }
      };
      Object.assign(window, { made });
    });
    await page.goto('/settings/look');
    await page.getByLabel('of every message').check();
    await page.goto('/');
    await composer(page).waitFor();
    const elsewhere = await page.context().newPage();
    // Playwright makes each page believe that it has the focus.
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: false });
    await elsewhere.bringToFront();
    await expect.poll(() => page.evaluate(() => document.hasFocus() && !document.hidden)).toBe(false);

    await stage.talk('ana', '1', ['are you *there*, @nora?']);
    const told = (): Promise<{ title: string; body: string }[]> =>
      page.evaluate(() => (window as unknown as { made: Notification[] }).made.map(({ title, body }) => ({ title, body })));
    await expect.poll(told).toEqual([{ title: 'ana in Everyone', body: 'are you there, @nora?' }]);
    await page.evaluate(() => (window as unknown as { made: Notification[] }).made[0]!.dispatchEvent(new Event('click')));
    await page.waitForURL(/\/rooms\/1\/\d+$/);
    await feed(page).locator('.target').getByText('are you').waitFor();
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
