import { Connection } from '../connection/connection.svelte';
import type { Link, OpenLink } from '../connection/link';
import { together } from '../connection/together';
import type { Command, Ack } from '../hubbub';
import { Presence } from '../presence/presence.svelte';
import { Problem } from '../rest/problem';
import { Rooms } from '../rooms/rooms.svelte';
import type { Session } from '../session/session.svelte';

/** All that is alive while somebody is signed in, wired to one link; closed when he is not any more. */
export class Chat {
  readonly connection: Connection;
  readonly rooms = new Rooms();
  readonly presence: Presence;
  readonly link: Link;

  constructor(session: Session, open: OpenLink) {
    this.connection = new Connection(() => session.end());
    this.presence = new Presence(() => this.rooms.me?.id);
    this.rooms.me = session.user;
    this.link = open(
      session,
      together([this.connection, this.rooms, this.presence, { welcomed: ({ user }) => session.keep(user) }]),
    );
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
