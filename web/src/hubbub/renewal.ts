import type { Clock } from './clock';
import { nextRef } from './ref';

const LEAST_MS = 1_000;
/** Early enough for a few attempts before the token's end. */
const AFTER = 0.75;

/** Gives a connection a fresh token in good time before its old one ends. */
export class Renewal {
  private cancel: () => void = () => {};
  private ref: string | undefined;
  private turn = 0;

  /** @param send asks the server to take a token; its answer bears the ref */
  constructor(
    private readonly clock: Clock,
    private readonly token: () => Promise<string | undefined>,
    private readonly send: (ref: string, token: string | undefined) => void,
  ) {}

  /** Whether an answer with this ref is to what was sent last. */
  awaits(ref: string): boolean {
    return ref === this.ref;
  }

  /** A connection, or a renewed one, may stay so long; undefined for ever. */
  dueWithin(expiresInMs: number | undefined): void {
    this.stop();
    if (expiresInMs !== undefined) {
      this.cancel = this.clock.after(Math.max(LEAST_MS, expiresInMs * AFTER), () => this.renew());
    }
  }

  private renew(): void {
    const mine = this.turn;
    this.token().then(
      (token) => {
        if (mine === this.turn) {
          this.ref = nextRef();
          this.send(this.ref, token);
        }
      },
      // The server closes at the token's end, and the usual reconnect follows.
      () => {},
    );
  }

  stop(): void {
    this.turn++;
    this.cancel();
    this.cancel = () => {};
    this.ref = undefined;
  }
}
