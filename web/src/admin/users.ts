import type { Id } from '../hubbub';
import type { Rest } from '../rest/rest';
import type { Account, Role } from '../settings/account';
import { pathWith, type Page } from './pages';

/** The server's users, for its administrators. */
export class Users {
  constructor(private readonly rest: Rest) {}

  async page(query: string, after?: string): Promise<Page<Account>> {
    const { users, next } = await this.rest.get<{ users: Account[]; next?: string }>(pathWith('/admin/users', { query, after }));
    return { items: users, next };
  }

  changeRole(id: Id, role: Role): Promise<Account> {
    return this.rest.call('PUT', `/admin/users/${id}/role`, { role });
  }

  deactivate(id: Id): Promise<Account> {
    return this.rest.call('POST', `/admin/users/${id}/deactivate`);
  }

  reactivate(id: Id): Promise<Account> {
    return this.rest.call('POST', `/admin/users/${id}/reactivate`);
  }

  /** Gives a token by which the user sets another password, this once. */
  issueReset(id: Id): Promise<{ token: string; expiresAt: string }> {
    return this.rest.call('POST', `/admin/users/${id}/password-reset`);
  }

  endSessions(id: Id): Promise<void> {
    return this.rest.call('DELETE', `/admin/users/${id}/sessions`);
  }

  delete(id: Id): Promise<void> {
    return this.rest.call('DELETE', `/admin/users/${id}`);
  }
}
