import type { Command, Id, Outcome, RoomEvent } from '../hubbub';
import { Posts, type Post, type Table, type Tabs } from '../storage';

/** The user's messages on their way, for components to see. */
export class Outbox {
  private changes = $state(0);
  private readonly posts: Posts;

  constructor(
    table: Table<Post>,
    tabs: Tabs,
    send: (command: Command, ref: string) => Promise<Outcome>,
    private readonly self: () => Id | undefined,
  ) {
    this.posts = new Posts({ table, tabs, send, changed: () => this.changes++, now: () => Date.now() });
  }

  in(room: Id): readonly Post[] {
    void this.changes;
    return this.posts.of(room);
  }

  post(room: Id, text: string): void {
    this.posts.write(room, text);
  }

  retry(ref: string): void {
    this.posts.retry(ref);
  }

  discard(ref: string): string | undefined {
    return this.posts.discard(ref);
  }

  /** Whatever has its place in a room's log is on its way no more. */
  take(events: readonly RoomEvent[]): void {
    const self = this.self();
    if (self !== undefined) {
      events.forEach((event) => this.posts.heard(event, self));
    }
  }

  /** What tabs that are gone left unsent. */
  adopt(): void {
    void this.posts.adopt();
  }

  close(): void {
    this.posts.close();
  }
}
