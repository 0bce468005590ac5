import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch } from './chromium.js';

/** As the build made it, with its release as JSON in it. */
const WORKER = readFileSync('target/site/sw.js', 'utf8');
const RELEASE = /\{"version":"[^"]*","paths":\[[^\]]*\],"page":"[^"]*"\}/;

/** A site of one page and one script, of which there are releases. */
class Site {
  private readonly files = new Map<string, [type: string, content: string]>();
  private readonly server: Server;
  asked: string[] = [];

  constructor() {
    this.server = createServer((request, response) => {
      this.asked.push(request.url!);
      const [type, content] = this.files.get(request.url!) ?? ['text/plain', ''];
      response.writeHead(content === '' ? 404 : 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' });
      response.end(content);
    });
  }

  release(version: string): void {
    const page = `<!doctype html><title>release ${version}</title><body><script src="/assets/${version}.js"></script>`;
    const release = { version, paths: ['/', `/assets/${version}.js`], page: createHash('sha256').update(page).digest('hex') };
    this.files.set('/', ['text/html', page]);
    this.files.set(`/assets/${version}.js`, ['text/javascript', `document.body.append('script ${version}')`]);
    this.files.set('/sw.js', ['text/javascript', WORKER.replace(RELEASE, JSON.stringify(release))]);
    this.files.set('/api/v1/status', ['application/json', '{}']);
  }

  async start(): Promise<string> {
    await new Promise<void>((up) => this.server.listen(0, '127.0.0.1', up));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

let browser: Browser;
let site: Site;
let url: string;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  site = new Site();
  site.release('1');
  url = await site.start();
});
afterEach(() => site.stop());

async function visit(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  await page.evaluate(() => navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }));
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  return page;
}

/** How far the release goes that is being looked for. */
async function update(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const registration = (await navigator.serviceWorker.ready) as ServiceWorkerRegistration;
    await registration.update();
    const found = registration.installing ?? registration.waiting;
    while (found?.state === 'installing') {
      await new Promise((changed) => found.addEventListener('statechange', changed, { once: true }));
    }
    return found?.state ?? 'none';
  });
}

describe('the app that was visited once', () => {
  it('starts when its server is gone, whatever page is wanted', async () => {
    const page = await visit();
    site.stop();
    for (const path of ['/', '/rooms/12']) {
      await page.goto(url + path);
      await page.getByText('script 1').waitFor();
    }
  });

  it('asks its server whatever is the server’s to say', async () => {
    const page = await visit();
    for (let i = 0; i < 2; i++) {
      await page.evaluate(() => fetch('/api/v1/status').then((answer) => answer.text()));
    }
    expect(site.asked.filter((path) => path === '/api/v1/status')).toHaveLength(2);
    site.stop();
    expect(await page.evaluate(() => fetch('/api/v1/status').then(() => 'answered', () => 'no answer'))).toBe('no answer');
  });
});

describe('a new release', () => {
  it('waits for the next start, and is there at once for who wants it', async () => {
    const page = await visit();
    site.release('2');
    expect(await update(page)).toBe('installed');
    await page.reload();
    expect(await page.title()).toBe('release 1');
    await page.evaluate(async () => {
      const changed = new Promise((over) => navigator.serviceWorker.addEventListener('controllerchange', over, { once: true }));
      (await navigator.serviceWorker.ready).waiting!.postMessage('take over');
      await changed;
    });
    await page.reload();
    expect(await page.title()).toBe('release 2');
    site.stop();
    await page.reload();
    await page.getByText('script 2').waitFor();
  });

  it('is taken by itself once no tab shows the old one', async () => {
    const page = await visit();
    site.release('2');
    await update(page);
    const next = await page.context().newPage();
    await page.close();
    await expect
      .poll(async () => {
        await next.goto('about:blank');
        await next.goto(url);
        return next.title();
      })
      .toBe('release 2');
  });
});
