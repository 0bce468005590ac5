import { LoginRequired, type Person } from '../hubbub';
import { Problem } from '../rest/problem';
import { alone } from './lock';

export interface SignedIn {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly csrfToken: string;
  readonly user: Person;
}

/** What this needs of its tab, so that tests can stand in for it. */
export interface TokensPort {
  /** Asks the server for the next pair, by the cookie that the browser sends along. */
  refresh(): Promise<SignedIn>;
  readonly channel: Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;
  now(): number;
  alone<T>(name: string, task: () => Promise<T>): Promise<T>;
}

const LOCK = 'hubbub-refresh';
const MARGIN_MS = 30_000;

interface Held {
  readonly token: string;
  readonly until: number;
}

/**
 * The access token of this browser's session, in memory only. A refresh token works once, and using it again ends the
 * session: so tabs refresh one at a time, and tell the others what they got.
 */
export class Tokens {
  private held: Held | undefined;

  constructor(private readonly port: TokensPort) {
    port.channel.onmessage = ({ data }) => (this.held = data as Held | undefined);
  }

  take(signedIn: SignedIn): string {
    this.held = { token: signedIn.accessToken, until: this.port.now() + signedIn.expiresIn * 1000 };
    this.port.channel.postMessage(this.held);
    return this.held.token;
  }

  forget(): void {
    this.held = undefined;
  }

  /** One that is good for a while yet. */
  good(): Promise<string> {
    return this.held !== undefined && this.held.until - MARGIN_MS > this.port.now()
      ? Promise.resolve(this.held.token)
      : this.renew(this.held?.token);
  }

  /**
   * For a change that ends this session and gives another. Tabs that want a token meanwhile wait for it, rather than ask with
   * what is no longer good and believe that they were signed out.
   */
  replace(change: () => Promise<SignedIn>): Promise<SignedIn> {
    return this.port.alone(LOCK, async () => {
      const signedIn = await change();
      this.take(signedIn);
      return signedIn;
    });
  }

  /** Another than `old`, which the server does not take, or not for long any more. */
  renew(old: string | undefined = this.held?.token): Promise<string> {
    return this.port.alone(LOCK, async () => {
      if (this.held !== undefined && this.held.token !== old) {
        return this.held.token;
      }
      try {
        return this.take(await this.port.refresh());
      } catch (problem) {
        if (problem instanceof Problem && ['unauthenticated', 'forbidden'].includes(problem.code)) {
          throw new LoginRequired(problem.message);
        }
        throw problem;
      }
    });
  }
}

export function browserPort(refresh: () => Promise<SignedIn>): TokensPort {
  return { refresh, channel: new BroadcastChannel('hubbub-tokens'), now: () => Date.now(), alone };
}
