import type { Id } from '../hubbub';
import type { Rest } from '../rest/rest';

export interface LoginSession {
  readonly id: Id;
  /** What the client calls itself. */
  readonly device: string;
  /** Empty when nobody knows. */
  readonly address: string;
  readonly begunAt: string;
  readonly usedAt: string;
  readonly current: boolean;
}

/** Where the user is signed in. */
export class LoginSessions {
  constructor(private readonly rest: Rest) {}

  async list(): Promise<readonly LoginSession[]> {
    return (await this.rest.get<{ sessions: LoginSession[] }>('/sessions')).sessions;
  }

  end(id: Id): Promise<void> {
    return this.rest.call('DELETE', `/sessions/${id}`);
  }

  /** Gives how many there were. */
  async endOthers(): Promise<number> {
    return (await this.rest.call<{ ended: number }>('DELETE', '/sessions')).ended;
  }
}
