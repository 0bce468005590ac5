import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core';

/** A refusal is an answer like any other, which pages show; Chromium tells each as an error. */
const REFUSAL = /^Failed to load resource: the server responded with a status of 4\d\d/;
const OUTAGE = /net::ERR_|WebSocket connection to .* failed|status of 50[234]/;

/** All that went wrong in a browser: errors, violations of the policy, requests that leave the server. */
export class Faults {
  /** While the network or the server is away, what fails by it is no fault. */
  outage = false;
  private readonly found: string[] = [];

  watch(context: BrowserContext, origin: string): void {
    context.on('page', (page) => this.watchPage(page));
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin !== origin && !['data:', 'blob:'].includes(url.protocol)) {
        this.found.push(`a request left the server: ${request.url()}`);
      }
    });
  }

  /** Throws if there were any. */
  check(): void {
    if (this.found.length > 0) {
      throw new Error(`the browser complained:\n${this.found.join('\n')}`);
    }
  }

  private watchPage(page: Page): void {
    page.on('pageerror', (error) => this.found.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('console', (message) => this.told(message));
  }

  private told(message: ConsoleMessage): void {
    const text = message.text();
    const severe = message.type() === 'error' || /Content Security Policy|Trusted ?Type/i.test(text);
    const refusal = REFUSAL.test(text) && message.location().url.includes('/api/v1/');
    if (severe && !refusal && !(this.outage && OUTAGE.test(text))) {
      this.found.push(`${text} (${message.location().url})`);
    }
  }
}
