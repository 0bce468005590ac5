import type { Id } from '../hubbub';
import type { Rest } from '../rest/rest';
import type { SignedIn } from '../session/tokens';

export type Role = 'administrator' | 'member' | 'guest';

export interface Account {
  readonly id: Id;
  readonly username: string;
  /** Empty for one who goes by his username. */
  readonly displayName: string;
  readonly email: string;
  readonly role: Role;
  readonly active: boolean;
  readonly createdAt: string;
}

/** The user's own account. What takes his password answers `wrong_password` for another. */
export class OwnAccount {
  constructor(private readonly rest: Rest) {}

  show(): Promise<Account> {
    return this.rest.get('/account');
  }

  goBy(displayName: string): Promise<Account> {
    return this.rest.call('PATCH', '/account', { displayName });
  }

  changeUsername(username: string, password: string): Promise<Account> {
    return this.rest.call('PUT', '/account/username', { username, password });
  }

  changeEmail(email: string, password: string): Promise<Account> {
    return this.rest.call('PUT', '/account/email', { email, password });
  }

  /** Ends all sessions; the answer is a new one. */
  changePassword(password: string, newPassword: string): Promise<SignedIn> {
    return this.rest.call('POST', '/account/password', { password, newPassword, cookie: true });
  }

  deactivate(password: string): Promise<void> {
    return this.rest.call('POST', '/account/deactivate', { password });
  }

  delete(password: string): Promise<void> {
    return this.rest.call('POST', '/account/delete', { password });
  }
}
