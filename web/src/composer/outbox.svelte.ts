import { nextRef, type Command, type Id, type Outcome, type RoomEvent } from '../hubbub';
import type { Kept, Outgoing } from './kept';

/** What became of a message: until it is `sent` it waits, and once it is that, its event is about to come. */
export interface Pending extends Outgoing {
  readonly state: 'waiting' | 'sent' | 'failed';
  /** Why it failed. */
  readonly fault?: { readonly code: string; readonly message: string };
}

export type Send = (command: Command, ref: string) => Promise<Outcome>;

/**
 * The user's messages on their way. Each is kept before it is sent and under its ref until the server has it, so that
 * neither a closed page nor a lost network loses one, and sending again doubles none.
 */
export class Outbox {
  private all: readonly Pending[] = $state.raw([]);

  constructor(
    private readonly kept: Kept,
    private readonly send: Send,
    private readonly self: () => Id | undefined,
  ) {}

  in(room: Id): readonly Pending[] {
    return this.all.filter((message) => message.room === room);
  }

  /** Sends what an earlier page left. */
  async resume(): Promise<void> {
    const left = await this.kept.outgoing();
    const known = new Set(this.all.map(({ ref }) => ref));
    const unknown = left.filter(({ ref }) => !known.has(ref)).map((message): Pending => ({ ...message, state: 'waiting' }));
    this.all = [...unknown, ...this.all];
    unknown.forEach((message) => void this.submit(message));
  }

  post(room: Id, text: string, now: number = Date.now()): void {
    const message: Outgoing = { ref: nextRef(now), room, text, at: now };
    this.all = [...this.all, { ...message, state: 'waiting' }];
    // Kept first: an answer may not find it gone and then kept.
    void this.kept
      .keep(message)
      .catch(() => {})
      .then(() => this.submit(message));
  }

  /** What was refused was not stored: the same ref does again. */
  retry(ref: string): void {
    const message = this.all.find((one) => one.ref === ref);
    if (message?.state === 'failed') {
      this.set(ref, { state: 'waiting', fault: undefined });
      void this.submit(message);
    }
  }

  discard(ref: string): void {
    this.all = this.all.filter((message) => message.ref !== ref);
    void this.kept.drop(ref);
  }

  private async submit({ ref, room, text }: Outgoing): Promise<void> {
    const outcome = await this.send({ type: 'post', room, text }, ref);
    if (outcome.done) {
      this.set(ref, { state: 'sent' });
      void this.kept.drop(ref);
    } else if (outcome.code !== 'abandoned') {
      this.set(ref, { state: 'failed', fault: outcome });
    }
  }

  private set(ref: string, changed: Partial<Pending>): void {
    this.all = this.all.map((message) => (message.ref === ref ? { ...message, ...changed } : message));
  }

  /** Whatever has its place in a room's log is on its way no more. */
  take(events: readonly RoomEvent[]): void {
    if (this.all.length === 0) {
      return;
    }
    const self = this.self();
    const there = new Set(events.filter((event) => event.author.id === self).map((event) => event.ref));
    if (there.size > 0 && this.all.some(({ ref }) => there.has(ref))) {
      this.all = this.all.filter(({ ref }) => !there.has(ref));
      there.forEach((ref) => ref !== undefined && void this.kept.drop(ref));
    }
  }

  async forgetAll(): Promise<void> {
    this.all = [];
    await this.kept.forgetAll();
  }
}
