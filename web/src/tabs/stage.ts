/** The browser's locks, for tests: any number of tabs, of which each can die at any moment. */
export class StagedLocks {
  private readonly queues = new Map<string, Waiting[]>();

  tab(): TabLocks {
    return new TabLocks(this);
  }

  enqueue(waiting: Waiting, steal: boolean): void {
    const queue = this.queues.get(waiting.name) ?? [];
    this.queues.set(waiting.name, queue);
    if (steal && queue.length > 0) {
      queue.shift()!.lost();
      queue.unshift(waiting);
    } else {
      queue.push(waiting);
    }
    this.grant(waiting.name);
  }

  leave(waiting: Waiting): void {
    const queue = this.queues.get(waiting.name) ?? [];
    const at = queue.indexOf(waiting);
    if (at >= 0) {
      queue.splice(at, 1);
      this.grant(waiting.name);
    }
  }

  private grant(name: string): void {
    const first = this.queues.get(name)?.[0];
    if (first !== undefined && !first.granted) {
      first.granted = true;
      queueMicrotask(() => first.run());
    }
  }

  get held(): { name: string }[] {
    return [...this.queues].filter(([, queue]) => queue[0]?.granted).map(([name]) => ({ name }));
  }
}

interface Waiting {
  readonly name: string;
  readonly run: () => void;
  readonly lost: () => void;
  granted: boolean;
}

type Task = () => unknown;

/** One tab's view of them. */
export class TabLocks {
  private readonly mine = new Set<Waiting>();
  private dead = false;

  constructor(private readonly all: StagedLocks) {}

  get manager(): LockManager {
    return this as unknown as LockManager;
  }

  request(name: string, options: LockOptions | Task, task?: Task): Promise<unknown> {
    const { signal, steal = false } = task === undefined ? {} : (options as LockOptions);
    return new Promise((resolve, reject) => {
      const over = (): void => {
        this.mine.delete(waiting);
        this.all.leave(waiting);
      };
      const waiting: Waiting = {
        name,
        granted: false,
        run: () => {
          if (!this.dead && this.mine.has(waiting)) {
            void Promise.resolve((task ?? (options as Task))()).then(resolve, reject).finally(over);
          }
        },
        lost: () => {
          this.mine.delete(waiting);
          if (!this.dead) {
            reject(new DOMException('stolen', 'AbortError'));
          }
        },
      };
      if (this.dead) {
        return;
      }
      signal?.addEventListener('abort', () => {
        if (!waiting.granted) {
          over();
          reject(signal.reason);
        }
      });
      this.mine.add(waiting);
      this.all.enqueue(waiting, steal);
    });
  }

  query(): Promise<{ held: { name: string }[] }> {
    return Promise.resolve({ held: this.all.held });
  }

  /** The tab is gone: the browser lets go of all that it held. */
  die(): void {
    this.dead = true;
    this.mine.forEach((waiting) => this.all.leave(waiting));
    this.mine.clear();
  }
}

/** Broadcast channels of one browser's tabs. Messages arrive later, in the order in which each tab sent them. */
export class StagedChannels {
  private readonly open = new Set<StagedChannel>();

  channel(isAsleep: () => boolean): StagedChannel {
    const channel = new StagedChannel(this, isAsleep);
    this.open.add(channel);
    return channel;
  }

  post(from: StagedChannel, data: unknown): void {
    const copy: unknown = structuredClone(data);
    setImmediate(() => {
      for (const one of [...this.open]) {
        if (one !== from && this.open.has(one)) {
          one.deliver(copy);
        }
      }
    });
  }

  close(channel: StagedChannel): void {
    this.open.delete(channel);
  }
}

export class StagedChannel {
  onmessage: ((message: MessageEvent) => void) | null = null;

  constructor(
    private readonly all: StagedChannels,
    private readonly isAsleep: () => boolean,
  ) {}

  /** A tab that sleeps hears nothing, and never will. */
  deliver(data: unknown): void {
    if (!this.isAsleep()) {
      this.onmessage?.({ data } as MessageEvent);
    }
  }

  postMessage(data: unknown): void {
    if (!this.isAsleep()) {
      this.all.post(this, data);
    }
  }

  close(): void {
    this.all.close(this);
  }
}
