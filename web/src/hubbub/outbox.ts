import type { Ack, Command } from './wire';

/**
 * What became of a command. Refusals that pass by themselves (overloaded, rate limited, unconfirmed) never get here: the
 * client sends the command again with the same ref until there is an answer.
 */
export type Outcome =
  | { readonly done: true; readonly ack: Ack }
  /** Nothing was done, and asking again would not help. */
  | { readonly done: false; readonly code: string; readonly message: string }
  /** The client was closed before an answer came: the command may or may not have been done. */
  | { readonly done: false; readonly code: 'abandoned'; readonly message: string };

export type Referred = Command & { readonly ref: string };

interface Entry {
  readonly order: number;
  readonly command: Referred;
  readonly settle: (outcome: Outcome) => void;
  sent: boolean;
}

/**
 * The commands without an answer yet, in the order in which they were given. Each goes out with the same ref until it is
 * answered, so sending again never does a thing twice.
 */
export class Outbox {
  private readonly unanswered = new Map<string, Entry>();
  private given = 0;

  /**
   * @param capacity how many commands may wait for an answer
   * @param window how many of them may be on the wire at once
   */
  constructor(
    private readonly capacity: number,
    private readonly window: number,
  ) {}

  add(command: Referred, settle: (outcome: Outcome) => void): void {
    if (this.unanswered.has(command.ref)) {
      settle({ done: false, code: 'ref_reused', message: 'another command with this ref waits for its answer' });
    } else if (this.unanswered.size >= this.capacity) {
      settle({ done: false, code: 'overloaded', message: 'too many commands wait for an answer already' });
    } else {
      this.unanswered.set(command.ref, { order: this.given++, command, settle, sent: false });
    }
  }

  /** Sends what the window allows, oldest first. */
  flush(send: (command: Referred) => void): void {
    // A map keeps the order of insertion, which is the order in which they were given.
    let onTheWire = 0;
    for (const entry of this.unanswered.values()) {
      onTheWire += entry.sent ? 1 : 0;
    }
    for (const entry of [...this.unanswered.values()]) {
      if (onTheWire >= this.window) {
        return;
      }
      if (!entry.sent) {
        entry.sent = true;
        onTheWire++;
        send(entry.command);
      }
    }
  }

  /** The connection is gone: nobody knows what became of what was on the wire. */
  unsendAll(): void {
    for (const entry of this.unanswered.values()) {
      entry.sent = false;
    }
  }

  /** The server wants this one again later. */
  unsend(ref: string): void {
    const entry = this.unanswered.get(ref);
    if (entry !== undefined) {
      entry.sent = false;
    }
  }

  settle(ref: string, outcome: Outcome): void {
    const entry = this.unanswered.get(ref);
    if (entry !== undefined) {
      this.unanswered.delete(ref);
      entry.settle(outcome);
    }
  }

  abandonAll(why: string): void {
    const all = [...this.unanswered.values()];
    this.unanswered.clear();
    all.forEach((entry) => entry.settle({ done: false, code: 'abandoned', message: why }));
  }
}
