import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Faults } from './faults';
import type { Someone } from './people';

/** Somebody in front of a browser. */
export class Visitor {
  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly faults: Faults,
  ) {}

  /** Signs in as people do, and waits for the rooms. */
  async signIn(someone: Someone, path = '/'): Promise<void> {
    await this.page.goto(path);
    await this.field('Username or e-mail address').fill(someone.username);
    await this.field('Password').fill(someone.password);
    await this.button('Sign in').click();
    await this.page.getByRole('button', { name: /^Account/ }).waitFor({ state: 'attached' });
  }

  field(label: string | RegExp): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The composer of the room that is open. */
  composer(): Locator {
    return this.page.getByRole('textbox', { name: /^Write to/ });
  }

  async say(text: string): Promise<void> {
    await this.composer().fill(text);
    await this.composer().press('Enter');
  }

  /** The texts of the messages in the page. */
  messages(): Locator {
    return this.page.getByRole('article');
  }

  async sees(text: string): Promise<void> {
    await this.page.getByText(text, { exact: true }).first().waitFor();
  }
}
