import { HubbubClient, type Command, type Id, type Listener, type Outcome } from '../hubbub';
import type { Session } from '../session/session.svelte';

/** The way to the server, whether this tab has a connection of its own or shares one with others. */
export interface Link {
  /** Until it is answered, over however many connections. */
  send(command: Command, ref?: string): Promise<Outcome>;
  typing(room: Id): void;
  /** The network came back, or the machine woke up. */
  wake(): void;
  /** For good. */
  close(): void;
}

export type OpenLink = (session: Session, listener: Listener) => Link;

/** A connection of this tab's own. The browser's cookie signs it in. */
export const ownLink: OpenLink = (session, listener) => {
  const client = new HubbubClient({
    url: `${location.origin.replace(/^http/, 'ws')}/ws`,
    token: (why) => (why === 'connect' ? Promise.resolve(undefined) : session.tokens.renew()),
    listener,
  });
  client.start();
  return client;
};
