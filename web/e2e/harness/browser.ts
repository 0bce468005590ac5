import { execFileSync } from 'node:child_process';
import { chromium, type Browser, type BrowserContextOptions } from 'playwright-core';
import { Faults } from './faults';
import { Visitor } from './visitor';

export const WIDE = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** A Chromium, and a window of its own for each visitor: nobody shares cookies or storage with another. */
export class Browsers {
  private visitors: Visitor[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly url: string,
  ) {}

  static async start(url: string): Promise<Browsers> {
    const finder = new URL('../../../bin/find-chromium', import.meta.url).pathname;
    const executablePath = execFileSync(finder, { encoding: 'utf8' }).trim();
    return new Browsers(await chromium.launch({ executablePath }), url);
  }

  /** Somebody who never was here. */
  async visitor(options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await this.browser.newContext({ viewport: WIDE, locale: 'en-GB', timezoneId: 'Europe/Berlin', baseURL: this.url, ...options });
    context.setDefaultTimeout(15_000);
    const faults = new Faults();
    faults.watch(context, this.url);
    const visitor = new Visitor(context, await context.newPage(), faults);
    this.visitors.push(visitor);
    return visitor;
  }

  /** Sends all visitors home; throws what any of their browsers complained about. */
  async closeAll(): Promise<void> {
    const leaving = this.visitors;
    this.visitors = [];
    await Promise.all(leaving.map(({ context }) => context.close()));
    leaving.forEach(({ faults }) => faults.check());
  }

  async stop(): Promise<void> {
    await this.browser.close();
  }
}
