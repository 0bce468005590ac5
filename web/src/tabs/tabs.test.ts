import { describe, expect, test } from 'vitest';
import { HubbubClient, type Listener, type Outcome, type RoomState } from '../hubbub';
import { ManualClock } from '../hubbub/stage';
import { SharedLink } from './shared-link';
import { StagedChannels, StagedLocks } from './stage';
import { StagedServer } from './staged-server';

/** One browser, in which ana's tabs come and go. */
class Browser {
  readonly server = new StagedServer();
  readonly locks = new StagedLocks();
  readonly channels = new StagedChannels();
  readonly tabs: Tab[] = [];
  readonly posted: [tab: Tab, ref: string][] = [];

  async tab(): Promise<Tab> {
    const tab = new Tab(this);
    this.tabs.push(tab);
    await this.pass(50);
    return tab;
  }

  /** Lets time pass in every tab that is awake. */
  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 50) {
      await Promise.all(this.tabs.filter((tab) => !tab.asleep && !tab.dead).map((tab) => tab.clock.pass(50)));
      await quiet();
    }
  }

  get leaders(): number {
    return this.tabs.filter((tab) => tab.link.leads && !tab.dead).length;
  }
}

class Tab {
  readonly clock = new ManualClock();
  readonly link: SharedLink;
  readonly seqs: number[] = [];
  readonly states: string[] = [];
  readonly outcomes = new Map<string, Outcome>();
  rooms: readonly RoomState[] = [];
  began: number | undefined;
  asleep = false;
  dead = false;
  private readonly locks;

  constructor(private readonly browser: Browser) {
    this.locks = browser.locks.tab();
    const still = (): boolean => this.asleep || this.dead;
    this.link = new SharedLink({
      user: '12',
      listener: this.listener(),
      connect: (listener, resume) =>
        new HubbubClient({
          url: 'ws://staged/ws',
          token: () => Promise.resolve('token'),
          listener,
          resume,
          clock: this.clock,
          transport: browser.server.transport(still),
        }),
      locks: this.locks.manager,
      channel: () => browser.channels.channel(still),
      clock: this.clock,
      isHidden: () => false,
    });
  }

  private listener(): Listener {
    return {
      stateChanged: ({ name }) => this.states.push(name),
      welcomed: ({ rooms }) => {
        this.rooms = rooms;
        this.began ??= rooms[0]!.lastSeq;
      },
      event: ({ seq }) => this.seqs.push(seq),
      reset: (_, from) => this.seqs.push(-from),
    };
  }

  post(text: string): void {
    const ref = `ref of ${text}`;
    void this.link.send({ type: 'post', room: '1', text }, ref).then((outcome) => {
      expect(this.outcomes.has(ref)).toBe(false);
      this.outcomes.set(ref, outcome);
    });
  }

  die(): void {
    this.dead = true;
    this.locks.die();
    this.browser.server.sockets.forEach((socket) => this.link.leads && socket.abort());
  }

  get state(): string {
    return this.states.at(-1)!;
  }
}

async function quiet(): Promise<void> {
  for (let i = 0; i < 12; i++) {
    await new Promise((done) => setImmediate(done));
  }
}

async function browserWith(count: number): Promise<Browser> {
  const browser = new Browser();
  for (let i = 0; i < count; i++) {
    await browser.tab();
  }
  return browser;
}

describe('tabs of one user', () => {
  test('share one connection, and each hears everything', async () => {
    const browser = await browserWith(3);
    browser.tabs.forEach((tab, i) => tab.post(`${i}`));
    await browser.pass(50);
    expect(browser.server.connections).toBe(1);
    expect(browser.tabs.map((tab) => tab.seqs)).toEqual([[1, 2, 3], [1, 2, 3], [1, 2, 3]]);
    expect(browser.tabs.map((tab) => [...tab.outcomes.values()].map(({ done }) => done))).toEqual([[true], [true], [true]]);
  });

  test('never say that there was no connection when there is one', async () => {
    const browser = await browserWith(2);
    expect(browser.tabs.map((tab) => tab.states)).toEqual([['connecting', 'online'], ['connecting', 'online']]);
  });

  test('that come later are told how things stand', async () => {
    const browser = await browserWith(1);
    ['a', 'b', 'c'].forEach((text) => browser.tabs[0]!.post(text));
    await browser.pass(50);
    const late = await browser.tab();
    expect(late.rooms).toMatchObject([{ id: '1', lastSeq: 3, unread: 3 }]);
    expect(late.seqs).toEqual([]);
  });

  test.each(['die', 'close'] as const)('go on when the one with the connection goes (%s)', async (how) => {
    const browser = await browserWith(3);
    const [leader, ...others] = browser.tabs;
    others[0]!.post('a');
    if (how === 'die') {
      leader!.die();
    } else {
      leader!.link.close();
      leader!.dead = true;
    }
    others[1]!.post('b');
    await browser.pass(2_000);
    expect(others.map((tab) => tab.seqs)).toEqual([[1, 2], [1, 2]]);
    expect(others.map((tab) => tab.outcomes.size)).toEqual([1, 1]);
    expect(browser.server.log.map(({ text }) => text).sort()).toEqual(['a', 'b']);
    expect(browser.server.sockets.size).toBe(1);
  });

  test('take the connection from one that the browser put to sleep, which then comes back to them', async () => {
    const browser = await browserWith(2);
    const [sleeper, other] = browser.tabs;
    sleeper!.asleep = true;
    other!.post('a');
    await browser.pass(40_000);
    expect(other!.seqs).toEqual([1]);
    expect(other!.link.leads).toBe(true);
    sleeper!.asleep = false;
    sleeper!.link.awake();
    await browser.pass(2_000);
    expect(sleeper!.seqs).toEqual([1]);
    expect(browser.leaders).toBe(1);
    expect(browser.server.sockets.size).toBe(1);
  });

  test('all learn that the network is gone, and that it is back', async () => {
    const browser = await browserWith(2);
    browser.server.reachable = false;
    browser.server.cut(1006);
    await browser.pass(100);
    expect(browser.tabs.map((tab) => tab.state)).toEqual(['waiting', 'waiting']);
    browser.tabs[1]!.post('a');
    browser.server.reachable = true;
    browser.tabs[1]!.link.wake();
    await browser.pass(100);
    expect(browser.tabs.map((tab) => tab.seqs)).toEqual([[1], [1]]);
  });

  test('are all signed out when the session ends', async () => {
    const browser = await browserWith(3);
    browser.server.cut(4504);
    await browser.pass(50);
    expect(browser.tabs.map((tab) => tab.state)).toEqual(['closed', 'closed', 'closed']);
    expect(browser.leaders).toBe(0);
    const next = await browser.tab();
    expect(next.state).toBe('online');
  });
});

test('whatever becomes of tabs and network, each hears each event once, and each message is stored once', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const browser = new Browser();
    await mischief(browser, seed);
    const { log, sockets } = browser.server;
    const living = browser.tabs.filter((tab) => !tab.dead);
    expect(sockets.size, `seed ${seed}: connections`).toBe(1);
    expect(new Set(log.map(({ ref }) => ref)).size).toBe(log.length);
    for (const tab of living) {
      expect(tab.state, `seed ${seed}`).toBe('online');
      expect(tab.seqs, `seed ${seed}`).toEqual(log.slice(tab.began).map(({ seq }) => seq));
      expect([...tab.outcomes.values()].every(({ done }) => done)).toBe(true);
    }
    const answered = living.flatMap((tab) => [...tab.outcomes.keys()]);
    expect(answered.filter((ref) => !log.some((event) => event.ref === ref))).toEqual([]);
    const unanswered = browser.posted.filter(([tab, ref]) => !tab.dead && !tab.outcomes.has(ref));
    expect(unanswered.map(([, ref]) => ref), `seed ${seed}`).toEqual([]);
  }
}, 120_000);

async function mischief(browser: Browser, seed: number): Promise<void> {
  let random = seed;
  const below = (bound: number): number => {
    random = (random * 48_271) % 2_147_483_647;
    return random % bound;
  };
  await browser.tab();
  for (let step = 0; step < 40; step++) {
    const living = browser.tabs.filter((tab) => !tab.dead);
    const tab = living[below(Math.max(1, living.length))];
    const what = below(20);
    if (tab === undefined || what === 0) {
      await browser.tab();
    } else if (what === 1) {
      tab.die();
    } else if (what === 2) {
      tab.asleep = true;
    } else if (what === 3) {
      wake(tab);
    } else if (what === 4) {
      browser.server.cut(1006);
    } else if (what === 5) {
      browser.server.reachable = !browser.server.reachable;
    } else if (!tab.asleep) {
      browser.posted.push([tab, `ref of ${seed}-${step}`]);
      tab.post(`${seed}-${step}`);
    }
    if (below(2) === 0) {
      await browser.pass(50 * (1 + below(20)));
    }
  }
  browser.server.reachable = true;
  browser.tabs.filter((tab) => tab.asleep && !tab.dead).forEach(wake);
  if (browser.tabs.every((tab) => tab.dead)) {
    await browser.tab();
  }
  await browser.pass(60_000);
}

function wake(tab: Tab): void {
  if (tab.asleep) {
    tab.asleep = false;
    tab.link.awake();
  }
}
