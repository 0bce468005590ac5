import { together } from '../connection/together';
import {
  HubbubClient,
  LoginRequired,
  type Clock,
  type Command,
  type ConnectionState,
  type Id,
  type Listener,
  type Outcome,
} from '../hubbub';
import type { Channel } from './air';
import { Hub, type Upstream } from './hub';
import { Leadership } from './leadership';
import { wires } from './wire';

export interface SharedLinkOptions {
  /** The same for all tabs that are to share a connection, and for no others: the user's id. */
  readonly user: Id;
  readonly listener: Listener;
  /** Makes a client with a connection of its own, for the tab that leads. */
  readonly connect: (listener: Listener, resume: { epoch: string; cursors: Record<Id, number> } | undefined) => Upstream;
  readonly locks: LockManager;
  readonly channel: (name: string) => Channel;
  readonly clock: Clock;
  /** Whether the browser holds this tab's timers back. */
  readonly isHidden: () => boolean;
}

/**
 * One tab's part of a connection that all tabs of a user share. Each has a client of its own, which keeps its cursors and its
 * unanswered commands; the tab that leads has a hub besides, with the connection to the server.
 */
export class SharedLink {
  private readonly client: HubbubClient;
  private readonly leadership: Leadership;
  private readonly wires;
  private hub: Hub | undefined;

  constructor(options: SharedLinkOptions) {
    const name = `hubbub-link-${options.user}`;
    const { clock } = options;
    this.wires = wires(options.channel(name), clock, () => this.leadership.take());
    this.client = new HubbubClient({
      url: name,
      token: async (why) => {
        if (why === 'refused') {
          throw new LoginRequired('the server does not know this session any more');
        }
        return undefined;
      },
      listener: together([{ stateChanged: (state) => this.stateChanged(state) }, options.listener]),
      clock,
      // A hub is near: to ask it costs nothing, and a leader that sleeps is to be noticed soon.
      idleMs: 10_000,
      transport: this.wires.transport,
    });
    this.leadership = new Leadership(options.locks, name, () => {
      const { epoch, cursors } = this.client.resumption;
      const resume = epoch === undefined ? undefined : { epoch, cursors };
      const hub = new Hub(options.channel(name), (told) => options.connect(told, resume), clock, options.isHidden);
      this.hub = hub;
      return () => {
        this.hub = undefined;
        hub.close();
      };
    });
    this.wires.up = () => this.wakeIfWaiting();
    this.leadership.stand();
    this.client.start();
  }

  /** Whether the connection is this tab's. */
  get leads(): boolean {
    return this.leadership.leads;
  }

  send(command: Command, ref?: string): Promise<Outcome> {
    return this.client.send(command, ref);
  }

  typing(room: Id): void {
    this.client.typing(room);
  }

  wake(): void {
    this.wires.wake();
    this.client.wake();
  }

  /** The browser had put this tab to sleep: what the others said meanwhile it may have missed. */
  awake(): void {
    this.hub?.startOver();
    this.wires.drop();
    this.wake();
  }

  close(): void {
    this.client.close();
    this.leadership.stop();
    this.wires.close();
  }

  private stateChanged(state: ConnectionState): void {
    if (state.name === 'closed') {
      // Whoever comes next, and can, makes a connection of his own.
      this.leadership.stop();
    }
  }

  private wakeIfWaiting(): void {
    if (this.client.state.name === 'waiting') {
      this.client.wake();
    }
  }
}
