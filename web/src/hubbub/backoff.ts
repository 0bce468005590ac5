import type { Clock } from './clock';

/**
 * How long to wait before the next attempt: doubles from `firstMs` to `mostMs`, each time shortened by up to half, so
 * that clients that were cut off together do not come back together.
 */
export class Backoff {
  private failures = 0;

  constructor(
    private readonly firstMs: number,
    private readonly mostMs: number,
    private readonly clock: Clock,
  ) {}

  next(): number {
    const full = Math.min(this.mostMs, this.firstMs * 2 ** Math.min(this.failures, 20));
    this.failures++;
    return full - Math.floor((this.clock.random() * full) / 2);
  }

  /** A little more than `ms`, for a delay that the server named. */
  jittered(ms: number): number {
    return ms + Math.floor((this.clock.random() * ms) / 4);
  }

  reset(): void {
    this.failures = 0;
  }
}
