import { nextRef, type Command, type Id, type Outcome, type RoomEvent } from '../hubbub';
import type { Table } from './tables';

/** `sent`: the server has it, and the event that shows it to everybody is on its way. */
export type PostState = 'queued' | 'sent' | 'failed';

/** A message that its author wrote and that is not in the room's events yet. */
export interface Post {
  readonly ref: string;
  readonly room: Id;
  readonly text: string;
  /** By which posts of one author follow each other: milliseconds, but never the same twice in a tab. */
  readonly order: number;
  readonly state: PostState;
  /** Why it failed, as the server said. */
  readonly code?: string;
  readonly message?: string;
  /** Where a sent one stands in its room. */
  readonly seq?: number;
  /** The tab that sends it, while that tab lives. */
  readonly owner: string;
}

/** Which of this browser's tabs live. */
export interface Tabs {
  readonly self: string;
  /** Runs `task` while no other tab runs one, with the tabs that live; undefined where nobody can tell. */
  exclusive(task: (living: ReadonlySet<string> | undefined) => Promise<void>): Promise<void>;
}

export interface PostsPort {
  readonly table: Table<Post>;
  readonly tabs: Tabs;
  /** Gives what became of a command, over however many connections that took. */
  send(command: Command, ref: string): Promise<Outcome>;
  changed(): void;
  now(): number;
}

/**
 * What this user wrote and the server has not confirmed. It is stored before anything else, and sent with the same ref, in the
 * order in which it was written, until there is an answer: by this tab, and after a reload or in place of a tab that is
 * gone by another. A ref that was sent twice all the same is stored once by the server.
 *
 * A storage that fails changes nothing but that a reload forgets.
 */
export class Posts {
  private readonly posts = new Map<string, Post>();
  private readonly adopted: Promise<void>;
  private lastOrder = 0;
  private closed = false;

  constructor(private readonly port: PostsPort) {
    this.adopted = this.adopt();
  }

  /** In the order in which they were written. */
  of(room: Id): Post[] {
    return [...this.posts.values()].filter((post) => post.room === room).sort(byOrder);
  }

  get waiting(): number {
    return [...this.posts.values()].filter(({ state }) => state === 'queued').length;
  }

  write(room: Id, text: string): Post {
    const post: Post = { ref: nextRef(), room, text, order: this.nextOrder(), state: 'queued', owner: this.port.tabs.self };
    this.keep(post);
    // What a reload left unsent is older.
    void this.adopted.then(() => this.send(post));
    return post;
  }

  /** Sends one that failed again. */
  retry(ref: string): void {
    const failed = this.posts.get(ref);
    if (failed?.state !== 'failed') {
      return;
    }
    this.drop(ref);
    // What was refused left its ref free, unless the ref was what was wrong.
    const fresh = failed.code === 'ref_reused' ? nextRef() : ref;
    const { room, text } = failed;
    const post: Post = { ref: fresh, room, text, order: this.nextOrder(), state: 'queued', owner: this.port.tabs.self };
    this.keep(post);
    void this.send(post);
  }

  /** Forgets one that failed; gives its text, for its author to go on with. */
  discard(ref: string): string | undefined {
    const post = this.posts.get(ref);
    if (post?.state !== 'failed') {
      return undefined;
    }
    this.drop(ref);
    return post.text;
  }

  /** An event of a room: those of one's own show themselves what was written. */
  heard(event: RoomEvent, me: Id): void {
    if (event.author.id === me && event.ref !== undefined && this.posts.has(event.ref)) {
      this.drop(event.ref);
    }
    for (const post of this.posts.values()) {
      if (post.room === event.room && post.seq !== undefined && post.seq <= event.seq) {
        this.drop(post.ref);
      }
    }
  }

  /** Takes over what tabs that are gone left unsent: at the start, and whenever there is a connection again. */
  adopt(): Promise<void> {
    return this.port.tabs
      .exclusive(async (living) => {
        const kept = (await this.port.table.all()).sort(byOrder);
        const { self } = this.port.tabs;
        // What is this tab's and not known here is from before its user signed in anew.
        kept
          .filter(({ ref, owner }) => !this.posts.has(ref) && (owner === self || living?.has(owner) !== true))
          .forEach((post) => this.take({ ...post, owner: self }));
      })
      .catch(() => {});
  }

  close(): void {
    this.closed = true;
    this.posts.clear();
  }

  private take(post: Post): void {
    if (this.closed) {
      return;
    }
    this.lastOrder = Math.max(this.lastOrder, post.order);
    this.keep(post);
    if (post.state === 'queued') {
      void this.send(post);
    }
  }

  private async send(post: Post): Promise<void> {
    if (this.closed) {
      return;
    }
    const outcome = await this.port.send({ type: 'post', room: post.room, text: post.text }, post.ref);
    if (this.posts.get(post.ref) !== post) {
      return; // its event was heard before
    }
    if (outcome.done) {
      this.settle({ ...post, state: 'sent', seq: outcome.ack.seq });
    } else if (outcome.code !== 'abandoned') {
      this.keep({ ...post, state: 'failed', code: outcome.code, message: outcome.message });
    }
  }

  /** There is nothing to send any more; it shows until its event does. */
  private settle(post: Post): void {
    this.posts.set(post.ref, post);
    this.unstore(post.ref);
    this.port.changed();
  }

  private keep(post: Post): void {
    this.posts.set(post.ref, post);
    this.port.table.put(post.ref, post).catch(() => {});
    this.port.changed();
  }

  private drop(ref: string): void {
    this.posts.delete(ref);
    this.unstore(ref);
    this.port.changed();
  }

  private unstore(ref: string): void {
    this.port.table.delete(ref).catch(() => {});
  }

  private nextOrder(): number {
    this.lastOrder = Math.max(this.lastOrder + 1, this.port.now());
    return this.lastOrder;
  }
}

function byOrder(a: Post, b: Post): number {
  return a.order - b.order || (a.ref < b.ref ? -1 : 1);
}
