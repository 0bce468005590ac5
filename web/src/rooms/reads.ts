import type { Command, Id, Outcome } from '../hubbub';
import type { Rooms } from './rooms.svelte';

/** Reading goes on while one scrolls; the server is told of the last only. */
const GATHER_MS = 400;

/** Tells the server how far the user has read. */
export class Reads {
  private readonly due = new Map<Id, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly rooms: Rooms,
    private readonly send: (command: Command) => Promise<Outcome>,
  ) {}

  /** Everything up to `seq` was seen. */
  mark(id: Id, seq: number): void {
    const room = this.rooms.find(id);
    if (room !== undefined && seq > room.readSeq) {
      room.readTo(seq);
      this.due.set(id, seq);
      this.timer ??= setTimeout(() => this.tell(), GATHER_MS);
    }
  }

  private tell(): void {
    this.timer = undefined;
    for (const [room, seq] of this.due) {
      void this.send({ type: 'read', room, seq });
    }
    this.due.clear();
  }
}
