import type { Id } from '../hubbub';
import type { Rest } from '../rest/rest';

export type Scope = 'read' | 'write' | 'admin';

export interface ApiToken {
  readonly id: Id;
  readonly name: string;
  /** Scopes with spaces between them. */
  readonly scope: string;
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly usedAt?: string;
  readonly usedFrom?: string;
}

export interface NewApiToken extends ApiToken {
  /** Shown once. */
  readonly token: string;
}

/** Tokens for bots and scripts, which speak for their owner. */
export class ApiTokens {
  constructor(private readonly rest: Rest) {}

  async list(): Promise<readonly ApiToken[]> {
    return (await this.rest.get<{ tokens: ApiToken[] }>('/tokens')).tokens;
  }

  /** @param expiresAt left out: good until it is revoked */
  make(name: string, scopes: readonly Scope[], expiresAt?: Date): Promise<NewApiToken> {
    return this.rest.call('POST', '/tokens', { name, scope: scopes.join(' '), expiresAt: expiresAt?.toISOString() });
  }

  async revoke(id: Id): Promise<void> {
    await this.rest.call('DELETE', `/tokens/${id}`);
  }
}
