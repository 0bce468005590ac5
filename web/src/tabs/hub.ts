import type { Clock, Command, Id, Listener, Outcome, RoomEvent, Welcome, ConnectionState } from '../hubbub';
import { freshId, type Air, type Channel } from './air';
import { Batches } from './batches';
import { Rooms } from './rooms';

/** The one connection of this browser to the server. */
export interface Upstream {
  readonly state: ConnectionState;
  readonly resumption: { cursors: Record<Id, number> };
  start(): void;
  send(command: Command, ref: string): Promise<Outcome>;
  typing(room: Id): void;
  wake(): void;
  close(): void;
}

type Said = { type: string; ref?: string; room?: Id; cursors?: Record<Id, number>; epoch?: string };

/**
 * Stands in for the server towards all tabs of one user in this browser, its own included, and speaks the wire protocol with each: so
 * every tab has its own cursors and its own outbox, and what holds on a connection to the server holds here. A tab that
 * lost its hub says hello to the next one and sends again what was not answered, with the same refs.
 *
 * Lives in the tab that leads, for as long as it does.
 */
export class Hub {
  private readonly id = freshId();
  private readonly rooms = new Rooms();
  private readonly upstream: Upstream;
  private readonly open = new Set<string>();
  /** Those that wait for the connection. */
  private readonly early = new Set<string>();
  /** Where the answer to a command goes: to the wire that asked last. */
  private readonly asked = new Map<string, string>();
  private welcome: Welcome | undefined;
  private closed = false;
  private readonly batches: Batches;

  constructor(
    private readonly channel: Channel,
    connect: (listener: Listener) => Upstream,
    clock: Clock,
    isHidden: () => boolean,
  ) {
    this.batches = new Batches(clock, isHidden, (texts) => this.channel.postMessage({ kind: 'all', hub: this.id, texts } satisfies Air));
    channel.onmessage = ({ data }) => this.heard(data as Air);
    this.upstream = connect(this.listener());
    this.post({ kind: 'here', hub: this.id });
    this.upstream.start();
  }

  /** The tab goes, or another one leads. The others find the next hub. */
  close(): void {
    if (!this.closed) {
      this.post({ kind: 'closed', hub: this.id, code: 1012, reason: 'the tab with the connection is gone' });
      this.closed = true;
      this.batches.stop();
      this.upstream.close();
      this.channel.close();
    }
  }

  /** What was said to it may have gone by: all are to say hello again, and what they were not answered. */
  startOver(): void {
    this.open.clear();
    this.post({ kind: 'closed', hub: this.id, code: 1012, reason: 'the tab with the connection was asleep' });
  }

  private post(air: Air): void {
    if (!this.closed) {
      this.batches.flush();
      this.channel.postMessage(air);
    }
  }

  // ---- what tabs say

  private heard(air: Air): void {
    switch (air.kind) {
      case 'open':
        return this.wanted(air.wire);
      case 'said':
        return air.hub === this.id ? this.said(air.wire, JSON.parse(air.text) as Said) : undefined;
      case 'gone':
        this.open.delete(air.wire);
        this.early.delete(air.wire);
        return;
      case 'wake':
        return this.upstream.wake();
      default:
        return; // of another hub
    }
  }

  private wanted(wire: string): void {
    const { state } = this.upstream;
    if (state.name === 'online' && this.welcome !== undefined) {
      this.accept(wire);
    } else if (state.name === 'connecting' || state.name === 'online') {
      this.early.add(wire);
      this.post({ kind: 'wait', hub: this.id, wire });
    } else {
      this.post({ kind: 'closed', hub: this.id, wire, ...closing(state) });
    }
  }

  private accept(wire: string): void {
    this.open.add(wire);
    this.post({ kind: 'opened', hub: this.id, wire });
  }

  private said(wire: string, said: Said): void {
    if (!this.open.has(wire)) {
      this.post({ kind: 'closed', hub: this.id, wire, code: 1006, reason: 'this wire is not open' });
    } else if (said.type === 'hello') {
      this.greet(wire, said);
    } else if (said.type === 'ping') {
      this.tell(wire, [{ type: 'pong' }]);
    } else if (said.type === 'typing') {
      this.upstream.typing(said.room!);
    } else {
      this.ask(wire, said as Command & { ref: string });
    }
  }

  private greet(wire: string, { epoch, cursors = {} }: Said): void {
    const welcome = this.welcome!;
    const known = epoch === undefined || epoch === welcome.epoch ? cursors : {};
    const rooms = this.rooms.states;
    const left = Object.keys(known).filter((room) => !rooms.some(({ id }) => id === room));
    // The connection's end is this tab's to care for.
    this.tell(wire, [{ ...welcome, rooms, left, expiresInMs: undefined }, ...this.rooms.after(known)]);
  }

  private ask(wire: string, command: Command & { ref: string }): void {
    const { ref } = command;
    const waits = this.asked.has(ref);
    this.asked.set(ref, wire);
    if (!waits) {
      void this.upstream.send(command, ref).then((outcome) => this.answer(ref, outcome));
    }
  }

  private answer(ref: string, outcome: Outcome): void {
    const wire = this.asked.get(ref)!;
    this.asked.delete(ref);
    if (outcome.done) {
      this.tell(wire, [outcome.ack]);
    } else if (outcome.code !== 'abandoned') {
      this.tell(wire, [{ type: 'error', ref, code: outcome.code, message: outcome.message, retry: false }]);
    }
  }

  private tell(wire: string, frames: readonly object[]): void {
    this.post({ kind: 'told', hub: this.id, wire, texts: frames.map((frame) => JSON.stringify(frame)) });
  }

  // ---- what the server says

  private listener(): Listener {
    const all = (type: string) => (frame: object) => this.all({ type, ...frame });
    return {
      stateChanged: (state) => this.stateChanged(state),
      welcomed: (welcome) => this.welcomed(welcome),
      event: (event) => this.event(event),
      epochChanged: () => this.rooms.forget(),
      reset: (room, from) => {
        this.rooms.reset(room, from);
        this.all({ type: 'reset', room, from, lastSeq: from - 1 });
      },
      roomOpened: (room) => {
        this.rooms.opened(room);
        this.all({ type: 'room', room });
      },
      roomLeft: (room) => this.rooms.left(room),
      presence: (presence) => {
        this.rooms.presence(presence);
        this.all(presence);
      },
      readMoved: (moved) => {
        this.rooms.readMoved(moved);
        this.all(moved);
      },
      typing: all('typing'),
      goodbye: all('goodbye'),
      complaint: all('error'),
    };
  }

  private all(frame: object): void {
    if (!this.closed) {
      this.batches.add(JSON.stringify(frame));
    }
  }

  private event(event: RoomEvent): void {
    this.rooms.event(event);
    this.all({ ...event, type: 'event' });
  }

  private welcomed(welcome: Welcome): void {
    this.welcome = welcome;
    this.rooms.welcomed(welcome, this.upstream.resumption.cursors);
    this.early.forEach((wire) => this.accept(wire));
    this.early.clear();
    this.post({ kind: 'up', hub: this.id });
  }

  private stateChanged(state: ConnectionState): void {
    if (state.name === 'waiting' || state.name === 'closed') {
      this.welcome = undefined;
      this.open.clear();
      this.early.clear();
      this.post({ kind: 'closed', hub: this.id, ...closing(state) });
    }
  }
}

function closing(state: ConnectionState): { code: number; reason: string } {
  if (state.name === 'closed') {
    return { code: state.code === 0 ? 1012 : state.code, reason: state.why };
  }
  return { code: 1006, reason: state.name === 'waiting' ? state.why : '' };
}
