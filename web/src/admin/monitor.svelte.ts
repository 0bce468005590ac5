import type { Rest } from '../rest/rest';
import { sampleOf, withSample, type Sample } from './samples';
import { serverStatus, type ServerStatus } from './status';

const EVERY_MS = 3_000;
/** How far back samples are kept. */
export const SPAN_MS = 10 * 60_000;

/** Asks the server every few seconds how it does, until it is stopped; not while nobody looks. */
export class Monitor {
  status: ServerStatus | undefined = $state.raw();
  samples: readonly Sample[] = $state.raw([]);
  /** Whether the last question had no answer. */
  lost = $state(false);
  private readonly timer: ReturnType<typeof setInterval>;
  private asking = false;

  constructor(private readonly rest: Rest) {
    this.timer = setInterval(() => document.hidden || void this.ask(), EVERY_MS);
    void this.ask();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async ask(): Promise<void> {
    if (this.asking) {
      return;
    }
    this.asking = true;
    try {
      const status = await serverStatus(this.rest);
      this.status = status;
      this.samples = withSample(this.samples, sampleOf(status, Date.now()), SPAN_MS);
      this.lost = false;
    } catch {
      this.lost = true;
    } finally {
      this.asking = false;
    }
  }
}
