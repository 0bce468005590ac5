import type { Id } from '../hubbub';
import { browserClock, type Clock } from '../hubbub';
import type { Table } from './tables';

interface Draft {
  readonly room: Id;
  readonly text: string;
}

/** Not with each key: the storage takes some milliseconds. */
const PAUSE_MS = 400;

/** Storage that has a value as soon as it is set, for one tab: `sessionStorage`, in browsers. */
export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const UNSAVED = 'unsaved drafts';

/** What its user began to write in each room and has not sent. */
export class Drafts {
  private readonly texts = new Map<Id, string>();
  private readonly unsaved = new Map<Id, () => void>();
  /** Until then nothing is known of earlier visits. */
  readonly loaded: Promise<void>;

  constructor(
    private readonly table: Table<Draft>,
    private readonly clock: Clock = browserClock,
    private readonly tab: TabStorage | undefined = undefined,
  ) {
    this.loaded = this.load();
  }

  private async load(): Promise<void> {
    this.restore();
    const kept = await this.table.all().catch(() => []);
    for (const { room, text } of kept) {
      if (!this.texts.has(room)) {
        this.texts.set(room, text);
      }
    }
  }

  /** What was typed in the last moment before a reload, for which the slower storage had no time. */
  private restore(): void {
    const left = JSON.parse(this.tab?.getItem(UNSAVED) ?? '[]') as [Id, string][];
    left.forEach(([room, text]) => this.write(room, text));
  }

  of(room: Id): string {
    return this.texts.get(room) ?? '';
  }

  /** The rooms in which something was begun. */
  get rooms(): Id[] {
    return [...this.texts].filter(([, text]) => text !== '').map(([room]) => room);
  }

  write(room: Id, text: string): void {
    this.texts.set(room, text);
    this.unsaved.get(room)?.();
    this.unsaved.set(room, this.clock.after(PAUSE_MS, () => this.save(room)));
    this.tab?.setItem(UNSAVED, JSON.stringify([...this.unsaved.keys()].map((one) => [one, this.of(one)])));
  }

  /** Saves what waits; for when the page goes out of sight. */
  flush(): void {
    for (const [room, cancel] of [...this.unsaved]) {
      cancel();
      this.save(room);
    }
  }

  private save(room: Id): void {
    this.unsaved.delete(room);
    const text = this.of(room);
    const saved = text === '' ? this.table.delete(room) : this.table.put(room, { room, text });
    saved
      .then(() => this.unsaved.size === 0 && this.tab?.removeItem(UNSAVED))
      .catch(() => {});
  }
}
