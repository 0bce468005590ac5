import type { Clock } from '../hubbub';

/** Between two batches: what is said to all tabs goes through the browser's own process, which takes its time for each. */
const BETWEEN_MS = 30;

/** Lets what is said to all gather in a burst: the first after a quiet stretch goes at once, those soon after it together. */
export class Batches {
  private waiting: string[] = [];
  private cancel: (() => void) | undefined;

  /** @param inHurry whether nothing may wait for a timer, since the browser holds those of hidden tabs back */
  constructor(
    private readonly clock: Clock,
    private readonly inHurry: () => boolean,
    private readonly post: (texts: readonly string[]) => void,
  ) {}

  add(text: string): void {
    this.waiting.push(text);
    if (this.cancel === undefined || this.inHurry()) {
      this.flush();
      this.cancel ??= this.clock.after(BETWEEN_MS, () => this.goOn());
    }
  }

  /** Before anything else is said, or the order would be lost. */
  flush(): void {
    if (this.waiting.length > 0) {
      const texts = this.waiting;
      this.waiting = [];
      this.post(texts);
    }
  }

  private goOn(): void {
    this.cancel = undefined;
    if (this.waiting.length > 0) {
      this.flush();
      this.cancel = this.clock.after(BETWEEN_MS, () => this.goOn());
    }
  }

  stop(): void {
    this.flush();
    this.cancel?.();
  }
}
