import type { Id, Person } from '../hubbub';
import type { Rest } from '../rest/rest';
import { pathWith, type Page } from './pages';

export interface Invitation {
  readonly id: Id;
  readonly role: 'member' | 'guest';
  readonly note: string;
  readonly usesLeft: number;
  /** Neither used up nor expired nor revoked. */
  readonly good: boolean;
  readonly createdBy: Person;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export interface Terms {
  readonly role: 'member' | 'guest';
  readonly uses: number;
  readonly expiresInHours: number;
  readonly note: string;
}

/** How others are let in. */
export class Invitations {
  constructor(private readonly rest: Rest) {}

  async page(after?: string): Promise<Page<Invitation>> {
    const { invitations, next } = await this.rest.get<{ invitations: Invitation[]; next?: string }>(pathWith('/invitations', { after }));
    return { items: invitations, next };
  }

  /** Gives what lets people in, this once. */
  async make(terms: Terms): Promise<string> {
    return (await this.rest.call<{ invitation: string }>('POST', '/invitations', terms)).invitation;
  }

  revoke(id: Id): Promise<void> {
    return this.rest.call('DELETE', `/invitations/${id}`);
  }
}
