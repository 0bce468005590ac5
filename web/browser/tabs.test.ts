import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { composer, say, sees, seesInOrder, Stage } from './stage';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.build();
});
afterAll(() => stage?.clear());
afterEach(async ({ task }) => {
  await stage.closePages(task.result?.state === 'fail' ? task.name : undefined);
  expect(stage.complaints.splice(0)).toEqual([]);
});

/** How many WebSockets the tabs of a browser have open. */
class Sockets {
  private readonly open = new Map<Page, number>();

  constructor(context: BrowserContext) {
    context.on('page', (page) => {
      page.on('websocket', (socket) => {
        this.count(page, 1);
        socket.on('close', () => this.count(page, -1));
      });
      page.on('close', () => this.open.delete(page));
      page.on('crash', () => this.open.delete(page));
    });
  }

  private count(page: Page, change: number): void {
    this.open.set(page, (this.open.get(page) ?? 0) + change);
  }

  get all(): number {
    return [...this.open.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The tab with the connection. */
  get leader(): Page {
    return [...this.open].find(([, count]) => count > 0)![0];
  }
}

/** Tabs of one browser in which the same user is signed in. */
async function tabs(username: string, count: number): Promise<{ pages: Page[]; sockets: Sockets }> {
  const context = (await stage.person(username)).context();
  await context.pages()[0]!.close();
  const sockets = new Sockets(context);
  const pages: Page[] = [];
  for (let i = 0; i < count; i++) {
    const page = await context.newPage();
    await page.goto('/');
    await composer(page).waitFor();
    pages.push(page);
  }
  return { pages, sockets };
}

describe('several tabs', () => {
  it('share one connection, and go on with one when theirs is closed', async () => {
    const { pages, sockets } = await tabs('tess', 3);
    await say(pages[1]!, 'shared 1');
    for (const page of pages) {
      await sees(page, 'shared 1');
    }
    expect(sockets.all).toBe(1);
    const { leader } = sockets;
    const others = pages.filter((page) => page !== leader);
    await leader.close();
    await say(others[0]!, 'shared 2');
    await say(others[1]!, 'shared 3');
    for (const page of others) {
      await sees(page, 'shared 2');
      await sees(page, 'shared 3');
    }
    await expect.poll(() => sockets.all).toBe(1);
  });

  it('go on when the one with the connection crashes in mid-talk', async () => {
    const { pages, sockets } = await tabs('vera', 2);
    const { leader } = sockets;
    const other = pages.find((page) => page !== leader)!;
    const texts = Array.from({ length: 9 }, (_, i) => `crash ${i}`);
    for (const [i, text] of texts.entries()) {
      await say(other, text);
      if (i === 4) {
        leader.goto('chrome://crash').catch(() => {});
      }
    }
    await seesInOrder(other, texts);
    expect(sockets.all).toBe(1);
  });
});

describe('what a user leaves in the browser', () => {
  it('is gone after signing out, and nobody else’s before', async () => {
    const page = await stage.person('wanda');
    await composer(page).fill('half a thought');
    await page.waitForTimeout(600); // the draft is written a moment later
    const kept = (): Promise<number> => page.evaluate(async () => (await indexedDB.databases()).filter(({ name }) => name!.startsWith('hubbub-')).length);
    expect(await kept()).toBe(1);
    await page.getByRole('button', { name: /wanda/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('Username or e-mail address').waitFor();
    await expect.poll(kept).toBe(0);
  });
});

describe('a long room', () => {
  it('does not jump while it is read upwards and older messages are loaded', async () => {
    const page = await stage.person('yara');
    await stage.talk('yara', '1', Array.from({ length: 400 }, (_, i) => `line ${i + 1}.${' and more of it'.repeat(((i + 1) * 7) % 40)}`));
    await sees(page, 'line 400.');
    await page.getByRole('feed').hover();
    for (let i = 0; i < 25; i++) {
      const before = await topmost(page);
      await page.mouse.wheel(0, -240);
      await page.waitForTimeout(120);
      const after = await page.evaluate((key) => document.querySelector(`[data-key="${key}"]`)?.getBoundingClientRect().top, before.key);
      const start = await page.getByRole('feed').evaluate((feed) => feed.scrollTop === 0);
      expect(Math.abs((after ?? 0) - before.top - 240) < 2 || start, `step ${i}: ${before.key} ${before.top} → ${after}`).toBe(true);
    }
  });
});

function topmost(page: Page): Promise<{ key: string; top: number }> {
  return page.getByRole('feed').evaluate((feed) => {
    const { top } = feed.getBoundingClientRect();
    const first = [...feed.querySelectorAll<HTMLElement>('[data-key]')].find((row) => row.getBoundingClientRect().top >= top)!;
    return { key: first.dataset['key']!, top: first.getBoundingClientRect().top };
  });
}
