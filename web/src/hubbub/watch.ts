import type { Clock } from './clock';

/**
 * Notices a peer that is gone without a word: first the hello must be answered in time, then, after each idle stretch, a
 * ping.
 */
export class Watch {
  private lastHeard = 0;
  private cancel: () => void = () => {};

  constructor(
    private readonly clock: Clock,
    private readonly idleMs: number,
    private readonly patienceMs: number,
  ) {}

  /** Calls `late` unless stopped or told otherwise in time. */
  expect(late: () => void): void {
    this.stop();
    this.cancel = this.clock.after(this.patienceMs, late);
  }

  /** After each idle stretch calls `ask`, and `silent` if that brings nothing. */
  idle(ask: () => void, silent: () => void): void {
    this.stop();
    this.lastHeard = this.clock.now();
    this.cancel = this.clock.after(this.idleMs, () => this.check(ask, silent));
  }

  private check(ask: () => void, silent: () => void): void {
    const quiet = this.clock.now() - this.lastHeard;
    if (quiet < this.idleMs) {
      this.cancel = this.clock.after(this.idleMs - quiet, () => this.check(ask, silent));
      return;
    }
    this.probe(ask, silent);
  }

  private probe(ask: () => void, silent: () => void): void {
    const asked = this.clock.now();
    ask();
    this.cancel = this.clock.after(this.patienceMs, () => {
      if (this.lastHeard >= asked) {
        this.check(ask, silent);
      } else {
        silent();
      }
    });
  }

  /** Asks at once, as after a sleep: the network may be another one by now. */
  askNow(ask: () => void, silent: () => void): void {
    this.stop();
    this.probe(ask, silent);
  }

  heard(): void {
    this.lastHeard = this.clock.now();
  }

  stop(): void {
    this.cancel();
    this.cancel = () => {};
  }
}
