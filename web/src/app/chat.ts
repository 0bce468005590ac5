import { KeptInMemory } from '../composer/kept';
import { Outbox } from '../composer/outbox.svelte';
import { Connection } from '../connection/connection.svelte';
import { gather } from '../connection/gather';
import type { Link, OpenLink } from '../connection/link';
import { together } from '../connection/together';
import type { Ack, Command } from '../hubbub';
import { Presence } from '../presence/presence.svelte';
import { Problem } from '../rest/problem';
import type { Reading } from '../room/reading.svelte';
import { Timelines } from '../room/timelines';
import { Reads } from '../rooms/reads';
import { Rooms } from '../rooms/rooms.svelte';
import type { Session } from '../session/session.svelte';

/** All that is alive while somebody is signed in, wired to one link; closed when he is not any more. */
export class Chat {
  readonly connection: Connection;
  readonly rooms = new Rooms();
  readonly presence = new Presence(() => this.rooms.me?.id);
  readonly timelines = new Timelines((command) => this.ask(command));
  readonly kept = new KeptInMemory();
  readonly outbox = new Outbox(this.kept, (command, ref) => this.link.send(command, ref), () => this.rooms.me?.id);
  readonly reads = new Reads(this.rooms, (command) => this.link.send(command));
  readonly link: Link;
  /** How the room that is open is being read, if one is. */
  reading: Reading | undefined;

  constructor(session: Session, open: OpenLink) {
    this.connection = new Connection(() => session.end());
    this.rooms.me = session.user;
    this.link = open(
      session,
      together([
        this.connection,
        this.rooms,
        this.presence,
        // Timelines and outbox in one step, so that a message is never to be seen twice, or for a moment not at all.
        gather((events) => {
          this.timelines.take(events);
          this.outbox.take(events);
        }),
        this.timelines.listener,
        { welcomed: ({ user }) => session.keep(user) },
      ]),
    );
    void this.outbox.resume();
  }

  /** Sends a command and gives its ack; a refusal is thrown as a Problem. */
  async ask(command: Command): Promise<Ack> {
    const outcome = await this.link.send(command);
    if (outcome.done) {
      return outcome.ack;
    }
    throw new Problem(outcome.code, outcome.message);
  }

  close(): void {
    this.link.close();
  }
}
