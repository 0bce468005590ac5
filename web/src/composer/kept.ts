import type { Id } from '../hubbub';

/** A message that the user has sent and that the server has not acknowledged yet. */
export interface Outgoing {
  /** Its name for the server, which stores it once however often it is sent. */
  readonly ref: string;
  readonly room: Id;
  readonly text: string;
  /** When it was written. */
  readonly at: number;
}

/** What outlives the page: IndexedDB, or in tests a map. */
export interface Kept {
  /** In the order in which they were written. */
  outgoing(): Promise<readonly Outgoing[]>;
  keep(message: Outgoing): Promise<void>;
  drop(ref: string): Promise<void>;
  draft(room: Id): Promise<string>;
  keepDraft(room: Id, text: string): Promise<void>;
  /** Of a user who signs out. */
  forgetAll(): Promise<void>;
}

/** Keeps nothing beyond the page. */
export class KeptInMemory implements Kept {
  private readonly messages = new Map<string, Outgoing>();
  private readonly drafts = new Map<Id, string>();

  async outgoing(): Promise<readonly Outgoing[]> {
    return [...this.messages.values()];
  }

  async keep(message: Outgoing): Promise<void> {
    this.messages.set(message.ref, message);
  }

  async drop(ref: string): Promise<void> {
    this.messages.delete(ref);
  }

  async draft(room: Id): Promise<string> {
    return this.drafts.get(room) ?? '';
  }

  async keepDraft(room: Id, text: string): Promise<void> {
    this.drafts.set(room, text);
  }

  async forgetAll(): Promise<void> {
    this.messages.clear();
    this.drafts.clear();
  }
}
