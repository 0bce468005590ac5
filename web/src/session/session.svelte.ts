import type { Person } from '../hubbub';
import { Problem } from '../rest/problem';
import { request } from '../rest/rest';
import { browserPort, Tokens, type SignedIn } from './tokens';

const USER = 'user';
/** A session that ends as soon as it began is not to be tried again and again. */
const SOON_MS = 10_000;

/** Who is signed in with this browser. The session itself is in cookies that no script can read. */
export class Session {
  /** Undefined for nobody. */
  user: Person | undefined = $state.raw(undefined);

  /** Whether the server ended the last session, so that nobody wonders why he is to sign in again. */
  wasEnded = $state(false);
  /** Counts the sessions of this visit: another one takes another connection. */
  entrance = $state(0);
  /** Where he was going when he had to sign in. */
  wanted: string | undefined;

  private renewedAt = 0;

  readonly tokens = new Tokens(browserPort(refresh));
  private readonly channel = new BroadcastChannel('hubbub-session');

  constructor() {
    // The readable cookie lives as long as the others: without it there is nothing to go on with.
    this.user = csrfToken() === undefined ? undefined : kept();
    this.channel.onmessage = ({ data }) => this.follow(data as Person | undefined);
  }

  enter(signedIn: SignedIn): void {
    this.tokens.take(signedIn);
    this.keep(signedIn.user);
    this.channel.postMessage(signedIn.user);
  }

  /** As the server calls the user now. */
  keep(user: Person): void {
    localStorage.setItem(USER, JSON.stringify(user));
    this.wasEnded = false;
    if (user.id !== this.user?.id || user.username !== this.user.username) {
      this.user = user;
    }
  }

  /** Ends the session on the server, as far as it can be reached, and here in any case. */
  async signOut(): Promise<void> {
    const csrf = csrfToken();
    this.leave();
    await request('POST', '/logout', undefined, csrf === undefined ? {} : { 'X-CSRF-Token': csrf }).catch(() => {});
  }

  /** Runs what ends all sessions and begins another, as a new password does. */
  async replace(change: () => Promise<SignedIn>): Promise<void> {
    this.keep((await this.tokens.replace(change)).user);
  }

  /** The server has ended the session. If this browser has another already, it goes on with that. */
  async end(): Promise<void> {
    const again = Date.now() - this.renewedAt > SOON_MS && (await this.tokens.renew().then(() => true, () => false));
    if (again) {
      this.renewedAt = Date.now();
      this.entrance++;
    } else {
      this.wasEnded = true;
      this.leave();
    }
  }

  private leave(): void {
    this.forget();
    this.channel.postMessage(undefined);
  }

  /** Another tab signed in or out. */
  private follow(user: Person | undefined): void {
    if (user === undefined) {
      this.forget();
    } else if (user.id !== this.user?.id) {
      this.user = user;
    }
  }

  private forget(): void {
    this.tokens.forget();
    localStorage.removeItem(USER);
    this.user = undefined;
  }
}

async function refresh(): Promise<SignedIn> {
  const csrf = csrfToken();
  if (csrf === undefined) {
    // The session's cookies are gone together: the server would know no more.
    throw new Problem('unauthenticated', 'the session has ended');
  }
  return (await request('POST', '/refresh', undefined, { 'X-CSRF-Token': csrf })) as SignedIn;
}

function csrfToken(): string | undefined {
  return /(?:^|; )(?:__Secure-)?hubbub_csrf=([^;]+)/.exec(document.cookie)?.[1];
}

function kept(): Person | undefined {
  try {
    return JSON.parse(localStorage.getItem(USER) ?? '') as Person;
  } catch {
    return undefined;
  }
}
