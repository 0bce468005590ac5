import { Outbox } from '../composer/outbox.svelte';
import { Connection } from '../connection/connection.svelte';
import { gather } from '../connection/gather';
import type { Link, OpenLink } from '../connection/link';
import { together } from '../connection/together';
import type { Ack, Command, Outcome, RoomEvent } from '../hubbub';
import { Presence } from '../presence/presence.svelte';
import { Problem } from '../rest/problem';
import type { Reading } from '../room/reading.svelte';
import { Timelines } from '../room/timelines';
import { Reads } from '../rooms/reads';
import { Rooms } from '../rooms/rooms.svelte';
import type { Session } from '../session/session.svelte';
import { browserTabs, type Drafts, type Tables } from '../storage';

/** All that is alive while somebody is signed in, wired to one link; closed when he is not any more. */
export class Chat {
  readonly connection: Connection;
  readonly rooms = new Rooms();
  readonly presence = new Presence(() => this.rooms.me?.id);
  readonly timelines = new Timelines((command) => this.ask(command));
  readonly outbox: Outbox;
  readonly reads = new Reads(this.rooms, (command) => this.link.send(command));
  readonly link: Link;
  /** How the room that is open is being read, if one is. */
  reading: Reading | undefined;

  constructor(
    session: Session,
    open: OpenLink,
    private readonly tables: Tables,
    readonly drafts: Drafts,
    notify: (event: RoomEvent, rooms: Rooms) => void,
  ) {
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
        { welcomed: () => this.outbox.adopt(), event: (event) => notify(event, this.rooms) },
      ]),
    );
    const send = (command: Command, ref: string): Promise<Outcome> => this.link.send(command, ref);
    this.outbox = new Outbox(tables.table('outbox'), browserTabs(), send, () => this.rooms.me?.id);
  }

  /** Sends a command and gives its ack; a refusal is thrown as a Problem. */
  async ask(command: Command): Promise<Ack> {
    const outcome = await this.link.send(command);
    if (outcome.done) {
      return outcome.ack;
    }
    throw new Problem(outcome.code, outcome.message);
  }

  /** Deletes what the user keeps in this browser; for whoever signs out. */
  async forget(): Promise<void> {
    this.close();
    await this.tables.destroy().catch(() => {});
  }

  /** The page goes out of sight, and may not come back. */
  rest(): void {
    this.drafts.flush();
  }

  close(): void {
    this.rest();
    this.link.close();
    this.outbox.close();
  }
}
