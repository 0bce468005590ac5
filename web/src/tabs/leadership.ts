/**
 * Which of several tabs leads: the one that holds a lock, which the browser hands on however that tab ends. A tab that was
 * put to sleep keeps its lock; it can be taken from it.
 */
export class Leadership {
  private readonly stopped = new AbortController();
  private queued: AbortController | undefined;
  private resign: (() => void) | undefined;

  /** @param begin called when this tab leads; what it gives when it does not any more */
  constructor(
    private readonly locks: LockManager,
    private readonly name: string,
    private readonly begin: () => () => void,
  ) {}

  get leads(): boolean {
    return this.resign !== undefined;
  }

  /** Leads as soon as no other tab does. */
  stand(): void {
    const queued = new AbortController();
    this.queued = queued;
    this.request({ signal: queued.signal });
  }

  /** Leads now: whoever does does not answer. */
  take(): void {
    if (!this.leads && !this.stopped.signal.aborted) {
      this.queued?.abort();
      this.request({ steal: true });
    }
  }

  stop(): void {
    this.stopped.abort();
    this.queued?.abort();
    this.resign?.();
  }

  private request(options: LockOptions): void {
    this.locks.request(this.name, options, () => this.lead()).catch(() => this.lost(options));
  }

  private lead(): Promise<void> | undefined {
    if (this.stopped.signal.aborted) {
      return undefined;
    }
    const end = this.begin();
    return new Promise((over) => {
      this.resign = () => {
        this.resign = undefined;
        end();
        over();
      };
    });
  }

  /** The lock was taken away, or the wish for it was withdrawn. */
  private lost(options: LockOptions): void {
    const withdrawn = options.signal?.aborted === true && this.resign === undefined;
    if (this.resign !== undefined) {
      this.resign();
    }
    if (!withdrawn && !this.stopped.signal.aborted) {
      this.stand();
    }
  }
}
