import type { Account, Role } from './account';
import type { Settings } from '../storage';

const ROLE = 'role';

/**
 * What menus show of what the user may do; the server decides with each request. Remembered in this browser, so that a menu
 * need not wait for the answer each time.
 */
export class Standing {
  private role: Role | undefined = $state.raw();

  constructor(
    private readonly ask: () => Promise<Account>,
    private readonly settings: Settings,
  ) {
    this.role = (settings.get(ROLE, '') || undefined) as Role | undefined;
  }

  get administers(): boolean {
    return this.role === 'administrator';
  }

  /** For whoever is about to show it. Without an answer it is as it was. */
  async look(): Promise<void> {
    const account = await this.ask().catch(() => undefined);
    if (account !== undefined) {
      this.role = account.role;
      this.settings.set(ROLE, account.role);
    }
  }
}
