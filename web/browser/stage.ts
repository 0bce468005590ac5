import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launch } from './chromium.js';
import { Server } from './server.js';

/** A browser, a server, and the people who meet there. */
export class Stage {
  /** What a page complained of, or asked of another server. Nothing may be in here. */
  readonly complaints: string[] = [];
  private readonly contexts: BrowserContext[] = [];

  private constructor(
    readonly server: Server,
    private readonly browser: Browser,
  ) {}

  static async build(): Promise<Stage> {
    const [server, browser] = await Promise.all([Server.start(), launch()]);
    return new Stage(server, browser);
  }

  async clear(): Promise<void> {
    await this.browser.close();
    await this.server.remove();
  }

  /** After each test; what a page looked like when it failed is worth a look. */
  async closePages(failed?: string): Promise<void> {
    if (failed !== undefined) {
      const pages = this.contexts.flatMap((context) => context.pages());
      await Promise.all(pages.map((page, i) => page.screenshot({ path: `target/browser/${failed.replace(/\W+/g, '-')}-${i + 1}.png` }).catch(() => {})));
    }
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
  }

  /** A browser of its own, as one more person has it. */
  async visitor(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US', baseURL: this.server.url, ...options });
    this.contexts.push(context);
    context.on('page', (page) => this.listen(page));
    return context;
  }

  private listen(page: Page): void {
    page.on('pageerror', (fault) => this.complaints.push(String(fault.stack ?? fault)));
    page.on('console', (message) => {
      // That the network is away is what some tests are about. For a picture by itself the browser asks for its usual icon.
      const isIcon = message.location().url.endsWith('/favicon.ico');
      if (['error', 'warning'].includes(message.type()) && !isIcon && !/net::ERR_|when fetching the script|WebSocket connection|status of (401|403|409|429|502|503)/.test(message.text())) {
        this.complaints.push(`${message.text()} ${message.location().url}`);
      }
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(this.server.url) && !/^(data|blob):/.test(request.url())) {
        this.complaints.push(`asked ${request.url()}`);
      }
    });
  }

  async makeAccount(username: string, more: object = {}): Promise<void> {
    const account = { username, email: `${username}@example.org`, password: passwordOf(username), ...more };
    await this.call('POST', '/register', undefined, account).catch((refused: Error) => {
      if (!refused.message.startsWith('409')) {
        throw refused;
      }
    });
  }

  /** The server's first account may be made by anybody, its administrator's by whoever has the set-up token. */
  makeAdministrator(username: string): Promise<void> {
    return this.makeAccount(username, { setupToken: this.server.setupToken });
  }

  /** What signs a program in, so that a test begins where it has something to say. */
  async tokenOf(username: string): Promise<string> {
    const { accessToken } = await this.call<{ accessToken: string }>('POST', '/login', undefined, { login: username, password: passwordOf(username) });
    return accessToken;
  }

  /** One request to the REST API; a refusal is thrown. */
  async call<T = unknown>(method: string, path: string, token?: string, body?: object): Promise<T> {
    const response = await fetch(`${this.server.url}/api/v1${path}`, {
      method,
      headers: { ...(body && { 'Content-Type': 'application/json' }), ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`${response.status}: ${await response.text()}`);
    }
    return (response.status === 204 ? undefined : response.json()) as Promise<T>;
  }

  /** Somebody's way to the REST API. */
  async api(username: string): Promise<Api> {
    await this.makeAccount(username);
    const token = await this.tokenOf(username);
    return (method, path, body) => this.call(method, path, token, body);
  }

  /** Somebody says all this, in this order. */
  async talk(username: string, room: string, texts: readonly string[]): Promise<void> {
    const page = await (await this.visitor()).newPage();
    await page.goto('/icon.svg');
    await page.evaluate(utter, { token: await this.tokenOf(username), room, texts });
    await page.close();
  }

  /** Somebody who is signed in and sees the room for everyone. He need not fill in the form for it each time. */
  async person(username: string, options: BrowserContextOptions = {}): Promise<Page> {
    await this.makeAccount(username);
    const context = await this.visitor(options);
    const page = await context.newPage();
    await page.goto('/icon.svg');
    await page.evaluate(enter, { login: username, password: passwordOf(username), cookie: true });
    await page.goto('/');
    await composer(page).waitFor();
    return page;
  }
}

/** Runs in the page: signs in as the form does. */
async function enter(body: object): Promise<void> {
  const answer = await fetch('/api/v1/login', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const { user } = (await answer.json()) as { user: object };
  localStorage.setItem('user', JSON.stringify(user));
}

/** Runs in the page: says it over a connection of its own, until all is stored. */
async function utter({ token, room, texts }: { token: string; room: string; texts: readonly string[] }): Promise<void> {
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws`);
  let unanswered = texts.length;
  socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', token }));
  await new Promise<void>((done, fail) => {
    socket.onclose = ({ code, reason }) => fail(new Error(`${code} ${reason}`));
    socket.onmessage = ({ data }) => {
      const { type } = JSON.parse(data as string) as { type: string };
      if (type === 'welcome') {
        texts.forEach((text) => socket.send(JSON.stringify({ type: 'post', room, ref: crypto.randomUUID(), text })));
      } else if (type === 'ack' && --unanswered === 0) {
        done();
      }
    };
  });
  socket.onclose = null;
  socket.close();
}

export type Api = (method: string, path: string, body?: object) => Promise<unknown>;

export async function signIn(page: Page, username: string): Promise<void> {
  await page.getByLabel('Username or e-mail address').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(passwordOf(username));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export function passwordOf(username: string): string {
  return `correct horse ${username} battery`;
}

export const composer = (page: Page) => page.locator('[data-composer]');
export const feed = (page: Page) => page.getByRole('feed');
export const articles = (page: Page, text: string) => feed(page).getByRole('article').filter({ hasText: text });

export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

export async function sees(page: Page, text: string): Promise<void> {
  await articles(page, text).first().waitFor();
}

/** Sees these once each, in this order. */
export async function seesInOrder(page: Page, texts: readonly string[]): Promise<void> {
  await expect
    .poll(async () => (await feed(page).getByRole('article').allInnerTexts()).map((all) => all.split('\n').at(-1)!.trim()).filter((text) => texts.includes(text)), { timeout: 20_000 })
    .toEqual(texts);
}

export async function createRoom(page: Page, name: string, password?: string): Promise<void> {
  await page.getByRole('button', { name: 'New room' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  if (password !== undefined) {
    await dialog.getByText('Who knows its password').click();
    await dialog.getByLabel('Password of the room').fill(password);
  }
  await dialog.getByRole('button', { name: 'Make the room' }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

export async function setTopic(page: Page, topic: string): Promise<void> {
  await page.locator('main > header').getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Set the topic' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Topic').fill(topic);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
}

export async function openRoom(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}
