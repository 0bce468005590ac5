import type { Clock } from './clock';
import type { Inbox, Transport } from './socket';

/** A clock that tests step by hand; its chance is always none. */
export class ManualClock implements Clock {
  private time = 1_000;
  private readonly tasks: { at: number; run: () => void }[] = [];

  now(): number {
    return this.time;
  }

  random(): number {
    return 0;
  }

  after(delayMs: number, run: () => void): () => void {
    const task = { at: this.time + delayMs, run };
    this.tasks.push(task);
    return () => {
      const at = this.tasks.indexOf(task);
      if (at >= 0) {
        this.tasks.splice(at, 1);
      }
    };
  }

  /** Runs what is due within `ms`, until `done`; gives whether that came true. */
  async pass(ms: number, done: () => boolean = () => false): Promise<boolean> {
    const end = this.time + ms;
    await settled();
    for (;;) {
      if (done()) {
        return true;
      }
      const next = this.tasks.filter((task) => task.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) {
        this.time = end;
        return false;
      }
      this.tasks.splice(this.tasks.indexOf(next), 1);
      this.time = Math.max(this.time, next.at);
      next.run();
      await settled();
    }
  }
}

/** Until every promise that can go on has. */
export function settled(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

/** Sockets that a test holds the other end of. */
export class PlayedSockets {
  opened = 0;
  readonly heard: unknown[] = [];
  private inbox: Inbox | undefined;

  readonly transport: Transport = (_, inbox) => {
    this.opened++;
    this.inbox = inbox;
    return {
      send: (message) => this.heard.push(JSON.parse(message)),
      close: () => this.drop(inbox),
      abort: () => this.drop(inbox),
    };
  };

  private drop(inbox: Inbox): void {
    if (this.inbox === inbox) {
      this.inbox = undefined;
    }
  }

  accept(): void {
    this.inbox?.opened();
  }

  say(message: unknown): void {
    this.inbox?.text(JSON.stringify(message));
  }

  cut(code: number): void {
    this.inbox?.closed(code, '');
  }
}
