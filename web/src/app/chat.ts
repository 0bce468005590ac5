import { Outbox } from '../composer/outbox.svelte';
import { Connection } from '../connection/connection.svelte';
import { gather } from '../connection/gather';
import type { Link, OpenLink } from '../connection/link';
import { together } from '../connection/together';
import type { Ack, Command, Outcome, RoomEvent, RoomState, Welcome } from '../hubbub';
import { Presence } from '../presence/presence.svelte';
import { Problem } from '../rest/problem';
import type { Reading } from '../room/reading.svelte';
import { Timelines } from '../room/timelines';
import { Reads } from '../rooms/reads';
import { Rooms } from '../rooms/rooms.svelte';
import type { Session } from '../session/session.svelte';
import type { Standing } from '../settings/standing.svelte';
import { browserTabs, type Drafts, type Settings, type Tables } from '../storage';

/** What this browser keeps for the user. */
export interface Kept {
  readonly tables: Tables;
  readonly drafts: Drafts;
  readonly settings: Settings;
}

const ROOMS = 'rooms';

interface Remembered {
  readonly epoch: string;
  readonly rooms: readonly RoomState[];
}

/** All that is alive while somebody is signed in, wired to one link; closed when he is not any more. */
export class Chat {
  readonly connection: Connection;
  readonly rooms = new Rooms();
  readonly presence = new Presence(() => this.rooms.me?.id);
  readonly timelines = new Timelines((command) => this.ask(command));
  readonly outbox: Outbox;
  readonly reads = new Reads(this.rooms, (command) => this.link.send(command));
  readonly drafts: Drafts;
  readonly link: Link;
  /** How the room that is open is being read, if one is. */
  reading: Reading | undefined;

  constructor(
    session: Session,
    open: OpenLink,
    private readonly kept: Kept,
    notify: (event: RoomEvent, rooms: Rooms) => void,
    readonly standing: Standing,
  ) {
    this.connection = new Connection(() => void session.end());
    this.rooms.me = session.user;
    this.drafts = kept.drafts;
    this.recall();
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
        { welcomed: (welcome) => this.welcomed(welcome, session) },
        { event: (event) => notify(event, this.rooms) },
      ]),
    );
    const send = (command: Command, ref: string): Promise<Outcome> => this.link.send(command, ref);
    this.outbox = new Outbox(kept.tables.table('outbox'), browserTabs(), send, () => this.rooms.me?.id);
  }

  private welcomed({ user, epoch, rooms }: Welcome, session: Session): void {
    session.keep(user);
    this.kept.settings.set(ROOMS, JSON.stringify({ epoch, rooms } satisfies Remembered));
    this.outbox.adopt();
  }

  /** The rooms of the last visit: to be seen, and written to, before there is a connection. */
  private recall(): void {
    const { epoch, rooms } = JSON.parse(this.kept.settings.get(ROOMS, '{}')) as Partial<Remembered>;
    if (epoch !== undefined && rooms !== undefined) {
      this.rooms.recall(rooms, epoch);
    }
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
    sessionStorage.clear();
    await this.kept.tables.destroy().catch(() => {});
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
