import type { Clock, Inbox, Transport, Wire } from '../hubbub';
import { freshId, type Air, type Channel } from './air';

/** A hub answers at once, unless its tab sleeps. */
const PATIENCE_MS = 3_000;

export interface Wires {
  readonly transport: Transport;
  /** There is a hub with a connection, perhaps another than before. */
  up: () => void;
  wake(): void;
  /** What was said meanwhile may have gone by: as after the browser put this tab to sleep. */
  drop(): void;
  close(): void;
}

/**
 * The way from a tab to the hub of its browser, as a transport of the protocol's client.
 *
 * @param nobody called when no hub answers for a while
 */
export function wires(channel: Channel, clock: Clock, nobody: () => void): Wires {
  let current: TabWire | undefined;
  const all: Wires = {
    transport: (_, inbox) => (current = new TabWire(channel, inbox, clock, nobody)),
    up: () => {},
    wake: () => channel.postMessage({ kind: 'wake' } satisfies Air),
    drop: () => current?.lose(1006, 'this tab was asleep'),
    close: () => channel.close(),
  };
  channel.onmessage = ({ data }) => {
    const air = data as Air;
    current?.heard(air);
    if (air.kind === 'up') {
      all.up();
    }
  };
  return all;
}

/** One try to reach a hub; over for good once it is closed. */
class TabWire implements Wire {
  private readonly id = freshId();
  private hub: string | undefined;
  private opened = false;
  private welcomed = false;
  private over = false;
  private cancel: () => void = () => {};

  constructor(
    private readonly channel: Channel,
    private readonly inbox: Inbox,
    private readonly clock: Clock,
    private readonly nobody: () => void,
  ) {
    this.knock();
  }

  private knock(): void {
    this.channel.postMessage({ kind: 'open', wire: this.id } satisfies Air);
    this.cancel();
    this.cancel = this.clock.after(PATIENCE_MS, this.nobody);
  }

  heard(air: Air): void {
    if (this.over) {
      return;
    }
    if (air.kind === 'here' || air.kind === 'up') {
      this.another(air.hub);
    } else if ('wire' in air && air.wire !== undefined && air.wire !== this.id) {
      return;
    } else if (air.kind === 'wait' || (air.kind === 'opened' && !this.opened)) {
      this.answered(air.hub, air.kind === 'opened');
    } else if (air.kind === 'closed' && (air.hub === this.hub || air.wire === this.id)) {
      this.lose(air.code, air.reason);
    } else if (air.kind === 'told' && air.hub === this.hub) {
      this.welcomed = true;
      air.texts.forEach((text) => this.tell(text));
    } else if (air.kind === 'all' && air.hub === this.hub && this.welcomed) {
      // What comes before the welcome is in it.
      air.texts.forEach((text) => this.tell(text));
    }
  }

  private another(hub: string): void {
    if (!this.opened) {
      this.knock();
    } else if (hub !== this.hub) {
      this.lose(1012, 'another tab has the connection');
    }
  }

  private answered(hub: string, opened: boolean): void {
    this.cancel();
    this.hub = hub;
    if (opened) {
      this.opened = true;
      this.inbox.opened();
    }
  }

  private tell(text: string): void {
    if (!this.over) {
      this.inbox.text(text);
    }
  }

  lose(code: number, reason: string): void {
    if (!this.over) {
      this.end();
      this.inbox.closed(code, reason);
    }
  }

  private end(): void {
    this.over = true;
    this.cancel();
  }

  send(text: string): void {
    if (!this.over && this.hub !== undefined) {
      this.channel.postMessage({ kind: 'said', hub: this.hub, wire: this.id, text } satisfies Air);
    }
  }

  close(): void {
    this.abort();
  }

  abort(): void {
    if (!this.over && this.hub !== undefined) {
      this.channel.postMessage({ kind: 'gone', hub: this.hub, wire: this.id } satisfies Air);
    }
    this.end();
  }
}
