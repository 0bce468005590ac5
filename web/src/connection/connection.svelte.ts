import type { ConnectionState, Goodbye, Limits, Listener, Welcome } from '../hubbub';

const UNTIL_TOLD: Limits = { messageBytes: 16_384, frameBytes: 65_536, commandsPerSecond: 20 };

/** How the connection to the server does, as people are told. */
export class Connection implements Listener {
  state: ConnectionState = $state.raw({ name: 'connecting' });
  /** Since when there is none; undefined while there is. */
  lostAt: number | undefined = $state(Date.now());
  /** Whether there ever was one: the first may take a moment, and nothing is lost by it. */
  wasOnline = $state(false);
  limits: Limits = $state.raw(UNTIL_TOLD);
  restarting = $state(false);

  readonly online: boolean = $derived(this.state.name === 'online');

  constructor(private readonly ended: () => void) {}

  stateChanged(state: ConnectionState): void {
    this.state = state;
    if (state.name === 'online') {
      this.lostAt = undefined;
      this.wasOnline = true;
      this.restarting = false;
    } else {
      this.lostAt ??= Date.now();
    }
    if (state.name === 'closed' && (state.code === 4504 || state.code === 4500)) {
      this.ended();
    }
  }

  welcomed(welcome: Welcome): void {
    this.limits = welcome.limits;
  }

  goodbye(_: Goodbye): void {
    this.restarting = true;
  }
}
