import type { Inbox, RoomEvent, RoomState, Transport } from '../hubbub';

const ANA = { id: '12', username: 'ana' };
const ROOM = '1';

/** A server with one room, as far as ana's tabs need one: it replays from cursors and stores each ref once. */
export class StagedServer {
  readonly log: RoomEvent[] = [];
  readonly sockets = new Set<Socket>();
  /** Of all time. */
  connections = 0;
  reachable = true;

  /** @param isAsleep whether the tab that connects sleeps: then it hears nothing, and says nothing */
  transport(isAsleep: () => boolean): Transport {
    return (_, inbox) => {
      const socket = new Socket(this, inbox, isAsleep);
      setImmediate(() => (this.reachable ? this.accept(socket) : socket.cut(1006)));
      return socket;
    };
  }

  private accept(socket: Socket): void {
    if (!socket.over) {
      this.connections++;
      this.sockets.add(socket);
      socket.opened();
    }
  }

  post(ref: string, text: string): RoomEvent {
    const known = this.log.find((event) => event.ref === ref);
    if (known !== undefined) {
      return known;
    }
    const event = { room: ROOM, seq: this.log.length + 1, kind: 'message', at: '', author: ANA, ref, text };
    this.log.push(event);
    this.sockets.forEach((socket) => socket.welcomed && socket.tell({ type: 'event', ...event }));
    return event;
  }

  welcome(): object {
    const room: RoomState = {
      ...{ id: ROOM, name: 'hallway', kind: 'public', listed: true, members: 1, memberLimit: 0 },
      ...{ lastSeq: this.log.length, readSeq: 0, unread: this.log.length },
    };
    const limits = { messageBytes: 16_384, frameBytes: 65_536, commandsPerSecond: 20 };
    return { type: 'welcome', connection: 'c', node: 'n', epoch: 'e', user: ANA, rooms: [room], left: [], limits };
  }

  cut(code: number): void {
    [...this.sockets].forEach((socket) => socket.cut(code));
  }
}

class Socket {
  welcomed = false;
  over = false;
  private readonly backlog: string[] = [];

  constructor(
    private readonly server: StagedServer,
    private readonly inbox: Inbox,
    private readonly isAsleep: () => boolean,
  ) {}

  opened(): void {
    this.inbox.opened();
  }

  tell(frame: object): void {
    this.backlog.push(JSON.stringify(frame));
    setImmediate(() => this.flush());
  }

  /** What came while its tab slept is there when it wakes, as the network kept it. */
  private flush(): void {
    while (!this.over && !this.isAsleep() && this.backlog.length > 0) {
      this.inbox.text(this.backlog.shift()!);
    }
  }

  send(text: string): void {
    if (!this.over && !this.isAsleep()) {
      setImmediate(() => this.heard(JSON.parse(text) as { type: string; ref: string; text: string; cursors?: Record<string, number> }));
    }
  }

  private heard({ type, ref, text, cursors = {} }: { type: string; ref: string; text: string; cursors?: Record<string, number> }): void {
    if (this.over) {
      return;
    }
    if (type === 'hello') {
      this.tell(this.server.welcome());
      const from = cursors[ROOM] ?? this.server.log.length;
      this.server.log.slice(from).forEach((event) => this.tell({ type: 'event', ...event }));
      this.welcomed = true;
    } else if (type === 'post') {
      const { seq } = this.server.post(ref, text);
      this.tell({ type: 'ack', ref, room: ROOM, seq });
    } else if (type === 'ping') {
      this.tell({ type: 'pong' });
    }
  }

  cut(code: number): void {
    if (!this.over) {
      this.abort();
      this.inbox.closed(code, 'cut');
    }
  }

  close(): void {
    this.abort();
  }

  abort(): void {
    this.over = true;
    this.server.sockets.delete(this);
  }
}
