import { Backoff } from './backoff';
import { browserClock, type Clock } from './clock';
import { Delivery } from './delivery';
import { Outbox, type Outcome, type Referred } from './outbox';
import { nextRef } from './ref';
import { Renewal } from './renewal';
import { webSocketTransport, type Transport, type Wire } from './socket';
import { Watch } from './watch';
import {
  shouldReconnect,
  type Ack,
  type Command,
  type Failure,
  type Goodbye,
  type Id,
  type Presence,
  type ReadMoved,
  type RoomEvent,
  type RoomState,
  type ServerMessage,
  type Typing,
  type Welcome,
} from './wire';

/** Where a client's connection stands. */
export type ConnectionState =
  | { readonly name: 'connecting' }
  | { readonly name: 'online' }
  /** The connection was lost; the next attempt follows after `delayMs`. */
  | { readonly name: 'waiting'; readonly why: string; readonly delayMs: number }
  /** For good: closed by its user, or the server said that reconnecting makes no sense. `code` 0: no close code. */
  | { readonly name: 'closed'; readonly code: number; readonly why: string };

/** What a client tells its user, in the order in which the server spoke. */
export interface Listener {
  stateChanged?(state: ConnectionState): void;
  /** The snapshot after each connect: rooms, unread counts, limits. */
  welcomed?(welcome: Welcome): void;
  /** Each event of a room once, in seq order, across reconnects; also those of kinds that nobody knows here. */
  event?(event: RoomEvent): void;
  /** The replay could not reach back far enough: events before `from` are to be had from the history. */
  reset?(room: Id, from: number): void;
  /** The server's sequences may have rewound: whatever was kept of any room is stale. */
  epochChanged?(epoch: string): void;
  roomOpened?(room: RoomState): void;
  /** The user is no longer in this room, or it is gone. */
  roomLeft?(room: Id): void;
  presence?(presence: Presence): void;
  typing?(typing: Typing): void;
  readMoved?(moved: ReadMoved): void;
  goodbye?(goodbye: Goodbye): void;
  /** The server complains about something that was no command with a ref. */
  complaint?(failure: Failure): void;
}

/** Thrown by a token supplier when only the user can help. */
export class LoginRequired extends Error {}

/** `refused`: the server did not take the cookie that the browser sent along. */
export type TokenReason = 'connect' | 'refused' | 'renew';

export interface ClientOptions {
  /** Of the WebSocket, like `wss://chat.example.org/ws`. */
  readonly url: string;
  /**
   * Asked before each connect, and in good time before the token of a connection ends. Gives one that is good for some
   * minutes more, or undefined where the browser's cookie signs in; throws LoginRequired when only the user can help.
   * Whatever else it throws means to try again later.
   */
  readonly token: (why: TokenReason) => Promise<string | undefined>;
  readonly listener: Listener;
  /** Where an earlier client stood: goes on from there. */
  readonly resume?: { readonly epoch: string; readonly cursors: Readonly<Record<Id, number>> };
  readonly firstBackoffMs?: number;
  readonly mostBackoffMs?: number;
  /** After this long without a word from the server the client asks whether it is still there. */
  readonly idleMs?: number;
  /** How long the answer to that, and to the hello, may take. */
  readonly patienceMs?: number;
  readonly outboxCapacity?: number;
  readonly window?: number;
  readonly clock?: Clock;
  readonly transport?: Transport;
}

const DEFAULT_RETRY_MS = 500;

/**
 * One user's connection to a Hubbub server, kept up across network failures and server restarts. Each event reaches the
 * listener once and in order, and each command has its effect once, however often the connection breaks.
 *
 * Every socket has a generation, and what an older one still tells is ignored.
 */
export class HubbubClient {
  private readonly clock: Clock;
  private readonly transport: Transport;
  private readonly listener: Listener;
  private readonly delivery: Delivery;
  private readonly outbox: Outbox;
  private readonly backoff: Backoff;
  private readonly watch: Watch;
  private readonly renewal: Renewal;

  private current: ConnectionState = { name: 'waiting', why: 'not started', delayMs: 0 };
  private generation = 0;
  private wire: Wire | undefined;
  private cancelReconnect: () => void = () => {};
  private saidToken = false;
  private tokenReason: TokenReason = 'connect';
  private frameBytes = Infinity;
  private reconnectAfterMs: number | undefined;
  private heldUntil = 0;

  constructor(private readonly options: ClientOptions) {
    this.clock = options.clock ?? browserClock;
    this.transport = options.transport ?? webSocketTransport;
    this.listener = options.listener;
    this.delivery = new Delivery(options.listener);
    this.outbox = new Outbox(options.outboxCapacity ?? 10_000, options.window ?? 64);
    this.backoff = new Backoff(options.firstBackoffMs ?? 500, options.mostBackoffMs ?? 20_000, this.clock);
    this.watch = new Watch(this.clock, options.idleMs ?? 20_000, options.patienceMs ?? 10_000);
    this.renewal = new Renewal(
      this.clock,
      () => options.token('renew'),
      (ref, token) => this.write({ type: 'renew', ref, token }),
    );
    if (options.resume !== undefined) {
      this.delivery.positions.resume(options.resume.epoch, options.resume.cursors);
    }
  }

  get state(): ConnectionState {
    return this.current;
  }

  /** Where this client stands, for another one to go on from. */
  get resumption(): { epoch: string | undefined; cursors: Record<Id, number> } {
    return { epoch: this.delivery.positions.epoch, cursors: this.delivery.positions.cursorsInside() };
  }

  /** Starts to connect and returns at once; the listener tells how it goes. */
  start(): void {
    this.connect();
  }

  /** Sends a command, now or when there is a connection, until it is answered. */
  send(command: Command, ref: string = nextRef()): Promise<Outcome> {
    return new Promise((settle) => this.submit({ ...command, ref }, settle));
  }

  /** Says that the user is typing; nothing happens while there is no connection. */
  typing(room: Id): void {
    if (this.current.name === 'online') {
      this.write({ type: 'typing', room });
    }
  }

  /** The network came back, or the machine woke up: does not wait for timers to find out. */
  wake(): void {
    if (this.current.name === 'waiting') {
      this.cancelReconnect();
      this.connect();
    } else if (this.current.name === 'online') {
      this.watch.askNow(this.askForLife, this.silent);
    }
  }

  /** Ends the connection for good. Commands without an answer are abandoned. */
  close(): void {
    if (this.current.name !== 'closed') {
      const last = this.wire;
      this.wire = undefined;
      this.end(0, 'closed by its user');
      last?.close();
    }
  }

  // ---- sockets come and go

  private connect(): void {
    if (this.current.name === 'closed') {
      return;
    }
    const mine = ++this.generation;
    this.reconnectAfterMs = undefined;
    this.enter({ name: 'connecting' });
    this.options.token(this.tokenReason).then(
      (token) => this.ifCurrent(mine, () => this.open(mine, token)),
      (fault: unknown) => this.ifCurrent(mine, () => this.noToken(fault)),
    );
  }

  private noToken(fault: unknown): void {
    const why = fault instanceof Error ? fault.message : String(fault);
    if (fault instanceof LoginRequired) {
      this.end(4500, why);
    } else {
      this.lose(`no token: ${why}`);
    }
  }

  private open(mine: number, token: string | undefined): void {
    this.saidToken = token !== undefined;
    this.tokenReason = 'connect';
    this.watch.expect(() => this.lose('no answer to the hello'));
    this.wire = this.transport(this.options.url, {
      opened: () => this.ifCurrent(mine, () => this.sayHello(token)),
      text: (message) => this.ifCurrent(mine, () => this.read(message)),
      closed: (code, reason) => this.ifCurrent(mine, () => this.closedByServer(code, reason)),
    });
  }

  private sayHello(token: string | undefined): void {
    const { epoch } = this.delivery.positions;
    this.write({ type: 'hello', token, epoch, cursors: this.delivery.positions.cursors() });
  }

  private ifCurrent(mine: number, task: () => void): void {
    if (mine === this.generation) {
      task();
    }
  }

  private lose(why: string, delayMs: number = this.backoff.next()): void {
    this.dropWire();
    this.outbox.unsendAll();
    const delay = this.reconnectAfterMs === undefined ? delayMs : this.backoff.jittered(this.reconnectAfterMs);
    this.cancelReconnect = this.clock.after(delay, () => this.connect());
    this.enter({ name: 'waiting', why, delayMs: delay });
  }

  private closedByServer(code: number, reason: string): void {
    const why = `the server closed with ${code}${reason === '' ? '' : `: ${reason}`}`;
    if (code === 4500 && !this.saidToken) {
      // The cookie's token has ended; a fresh one may do.
      this.tokenReason = 'refused';
      this.lose(why, 0);
    } else if (shouldReconnect(code)) {
      this.lose(why);
    } else {
      this.end(code, why);
    }
  }

  private end(code: number, why: string): void {
    this.dropWire();
    this.cancelReconnect();
    this.enter({ name: 'closed', code, why });
    this.outbox.abandonAll(why);
  }

  private dropWire(): void {
    this.generation++;
    this.watch.stop();
    this.renewal.stop();
    this.wire?.abort();
    this.wire = undefined;
  }

  private enter(next: ConnectionState): void {
    this.current = next;
    this.listener.stateChanged?.(next);
  }

  // ---- commands go out

  private submit(command: Referred, settle: (outcome: Outcome) => void): void {
    if (this.current.name === 'closed') {
      settle({ done: false, code: 'abandoned', message: this.current.why });
      return;
    }
    this.outbox.add(command, settle);
    this.flush();
  }

  private flush(): void {
    if (this.current.name === 'online' && this.clock.now() >= this.heldUntil) {
      this.outbox.flush((command) => this.sendCommand(command));
    }
  }

  private sendCommand(command: Referred): void {
    const json = JSON.stringify(command);
    const bytes = new TextEncoder().encode(json).length;
    if (bytes > this.frameBytes) {
      // The server would close the connection on it, and on every next one that it is sent again on.
      const message = `a command may have at most ${this.frameBytes} bytes as JSON`;
      this.outbox.settle(command.ref, { done: false, code: 'too_large', message });
    } else {
      this.wire?.send(json);
    }
  }

  private write(message: object): void {
    this.wire?.send(JSON.stringify(message));
  }

  private failed(failure: Failure): void {
    if (failure.ref === undefined) {
      this.listener.complaint?.(failure);
    } else if (this.renewal.awaits(failure.ref)) {
      this.lose(`the server does not take the new token: ${failure.message}`);
    } else if (failure.retry || failure.retryAfterMs !== undefined) {
      const delay = this.backoff.jittered(failure.retryAfterMs ?? DEFAULT_RETRY_MS);
      this.outbox.unsend(failure.ref);
      // Younger commands wait as well, or they would overtake the one that is to be sent again.
      this.heldUntil = Math.max(this.heldUntil, this.clock.now() + delay);
      this.clock.after(delay, () => this.flush());
    } else {
      this.outbox.settle(failure.ref, { done: false, code: failure.code, message: failure.message });
      this.flush();
    }
  }

  // ---- messages come in

  private read(text: string): void {
    let message: ServerMessage;
    try {
      message = JSON.parse(text) as ServerMessage;
    } catch {
      this.lose('the server sent what is no message');
      return;
    }
    try {
      this.take(message);
    } finally {
      this.watch.heard();
    }
  }

  private take(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        return this.welcomed(message);
      case 'event':
        if (!this.delivery.deliver(message)) {
          this.lose(`an event of room ${message.room} is missing before ${message.seq}`, 0);
        }
        return;
      case 'room':
        return this.delivery.opened(message.room);
      case 'ack':
        return this.acked(message);
      case 'error':
        return this.failed(message);
      case 'presence':
        return this.listener.presence?.(message);
      case 'typing':
        return this.listener.typing?.(message);
      case 'read':
        return this.listener.readMoved?.(message);
      case 'reset':
        return this.delivery.reset(message.room, message.from);
      case 'goodbye':
        this.reconnectAfterMs = message.reconnectAfterMs;
        return this.listener.goodbye?.(message);
      case 'pong':
        return;
      default:
        return; // of a newer server
    }
  }

  private acked(ack: Ack): void {
    if (this.renewal.awaits(ack.ref)) {
      this.renewal.dueWithin(ack.expiresInMs);
    } else {
      this.outbox.settle(ack.ref, { done: true, ack });
      this.flush();
    }
  }

  private welcomed(welcome: Welcome): void {
    this.frameBytes = welcome.limits.frameBytes;
    this.delivery.welcomed(welcome);
    this.backoff.reset();
    this.watch.idle(this.askForLife, this.silent);
    this.enter({ name: 'online' });
    this.renewal.dueWithin(welcome.expiresInMs);
    this.listener.welcomed?.(welcome);
    this.flush();
  }

  private readonly askForLife = (): void => this.write({ type: 'ping' });

  private readonly silent = (): void => this.lose('the server fell silent');
}
