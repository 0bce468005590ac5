import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import type { Command, Outcome, RoomEvent } from '../hubbub';
import { settled } from '../hubbub/stage';
import { StagedLocks, type TabLocks } from '../tabs/stage';
import { openTables } from './indexed';
import { Posts, type Post } from './posts';
import { tabsOf } from './tabs';
import { MemoryTables, type Tables } from './tables';

const ANA = '12';

/** Stores each ref once, as the server does. */
class Server {
  readonly log: { ref: string; text: string }[] = [];
  refuses: { code: string; message: string } | undefined;

  take(ref: string, text: string): Outcome {
    if (this.refuses !== undefined) {
      return { done: false, ...this.refuses };
    }
    if (!this.log.some((event) => event.ref === ref)) {
      this.log.push({ ref, text });
    }
    return { done: true, ack: { type: 'ack', ref, seq: this.seq(ref) } };
  }

  seq(ref: string): number {
    return this.log.findIndex((event) => event.ref === ref) + 1;
  }

  get texts(): string[] {
    return this.log.map(({ text }) => text);
  }

  event(seq: number): RoomEvent {
    const { ref, text } = this.log[seq - 1]!;
    return { room: '1', seq, kind: 'message', at: '', author: { id: ANA, username: 'ana' }, ref, text };
  }
}

/** One browser with ana's database, in which tabs come and go. */
class Browser {
  readonly factory = new IDBFactory();
  readonly locks = new StagedLocks();
  readonly server = new Server();

  async tab(): Promise<Tab> {
    return new Tab(this, await openTables(ANA, this.factory), this.locks.tab());
  }
}

class Tab {
  posts: Posts;
  online = true;
  private readonly tabs;
  private readonly unsent: (() => void)[] = [];

  constructor(
    private readonly browser: Browser,
    private readonly tables: Tables,
    private readonly locks: TabLocks,
  ) {
    this.tabs = tabsOf(locks.manager);
    this.posts = this.open();
  }

  private open(): Posts {
    let time = 0;
    return new Posts({
      table: this.tables.table<Post>('outbox'),
      tabs: this.tabs,
      send: (command, ref) => this.send(command, ref),
      changed: () => {},
      now: () => ++time,
    });
  }

  signInAgain(): void {
    this.unsent.length = 0;
    this.online = true;
    this.posts = this.open();
  }

  /** As the client does it: what cannot be sent now waits its turn. */
  private send(command: Command, ref: string): Promise<Outcome> {
    return new Promise((answer) => {
      this.unsent.push(() => answer(this.browser.server.take(ref, (command as { text: string }).text)));
      this.flush();
    });
  }

  flush(): void {
    while (this.online && this.unsent.length > 0) {
      this.unsent.shift()!();
    }
  }

  get states(): string[] {
    return this.posts.of('1').map(({ text, state }) => `${text} ${state}`);
  }

  async die(): Promise<void> {
    this.online = false;
    await quiet();
    this.locks.die();
    this.tables.close();
  }
}

async function quiet(): Promise<void> {
  for (let i = 0; i < 25; i++) {
    await settled();
  }
}

async function offline(browser: Browser): Promise<Tab> {
  const tab = await browser.tab();
  tab.online = false;
  return tab;
}

describe('a message', () => {
  test('is queued, then sent, then an event', async () => {
    const browser = new Browser();
    const tab = await offline(browser);
    tab.posts.write('1', 'hi');
    await quiet();
    expect(tab.states).toEqual(['hi queued']);
    tab.online = true;
    tab.flush();
    await quiet();
    expect(tab.states).toEqual(['hi sent']);
    tab.posts.heard(browser.server.event(1), ANA);
    expect(tab.states).toEqual([]);
  });

  test('whose event comes before the answer is there once', async () => {
    const tab = await offline(new Browser());
    const { ref } = tab.posts.write('1', 'hi');
    const author = { id: ANA, username: 'ana' };
    tab.posts.heard({ room: '1', seq: 1, kind: 'message', at: '', author, ref, text: 'hi' }, ANA);
    tab.online = true;
    tab.flush();
    await quiet();
    expect(tab.states).toEqual([]);
  });

  test('of somebody else with the same ref is not one’s own', async () => {
    const tab = await offline(new Browser());
    const { ref } = tab.posts.write('1', 'hi');
    tab.posts.heard({ room: '1', seq: 1, kind: 'message', at: '', author: { id: '13', username: 'bo' }, ref, text: 'x' }, ANA);
    expect(tab.states).toEqual(['hi queued']);
  });

  test('that was sent goes once its room is further, though its event was never shown', async () => {
    const browser = new Browser();
    const tab = await browser.tab();
    tab.posts.write('1', 'hi');
    await quiet();
    tab.posts.heard({ room: '1', seq: 5, kind: 'message', at: '', author: { id: '13', username: 'bo' }, text: 'x' }, ANA);
    expect(tab.states).toEqual([]);
  });

  test('that failed can be sent again or taken back, also after a reload', async () => {
    const browser = new Browser();
    browser.server.refuses = { code: 'not_a_member', message: 'You are not in this room.' };
    const before = await browser.tab();
    before.posts.write('1', 'a');
    before.posts.write('1', 'b');
    await before.die();
    const tab = await browser.tab();
    await quiet();
    expect(tab.states).toEqual(['a failed', 'b failed']);
    browser.server.refuses = undefined;
    const [a, b] = tab.posts.of('1');
    tab.posts.retry(a!.ref);
    expect(tab.posts.discard(b!.ref)).toBe('b');
    await quiet();
    expect(tab.states).toEqual(['a sent']);
    expect(browser.server.log).toEqual([{ ref: a!.ref, text: 'a' }]);
  });
});

describe('after a reload', () => {
  test('messages are sent with the same refs in the same order, before new ones, and once', async () => {
    const browser = new Browser();
    const before = await offline(browser);
    const refs = ['a', 'b', 'c'].map((text) => before.posts.write('1', text).ref);
    await before.die();
    const tab = await browser.tab();
    tab.posts.write('1', 'd');
    await quiet();
    expect(browser.server.texts).toEqual(['a', 'b', 'c', 'd']);
    expect(browser.server.log.slice(0, 3).map(({ ref }) => ref)).toEqual(refs);
    await tab.die();
    await browser.tab();
    await quiet();
    expect(browser.server.texts).toEqual(['a', 'b', 'c', 'd']);
  });

  test('a message that the server had stored already is not there twice', async () => {
    const browser = new Browser();
    const before = await offline(browser);
    const { ref } = before.posts.write('1', 'a');
    await before.die();
    browser.server.take(ref, 'a');
    const tab = await browser.tab();
    await quiet();
    expect(browser.server.texts).toEqual(['a']);
    expect(tab.states).toEqual(['a sent']);
  });
});

test('what was left when the session ended is sent once its user signs in again, in the same tab', async () => {
  const browser = new Browser();
  const tab = await offline(browser);
  tab.posts.write('1', 'a');
  await quiet();
  tab.posts.close();
  tab.signInAgain();
  await quiet();
  expect(browser.server.texts).toEqual(['a']);
});

describe('with several tabs', () => {
  test('each sends its own, and whoever is left what the others left behind', async () => {
    const browser = new Browser();
    const [one, two] = [await offline(browser), await offline(browser)];
    one.posts.write('1', 'a');
    await quiet();
    await two.posts.adopt();
    expect(two.states).toEqual([]);
    await one.die();
    two.online = true;
    await two.posts.adopt();
    await quiet();
    expect(browser.server.texts).toEqual(['a']);
  });
});

test('whatever tabs do, each message arrives once, and each tab’s in their order', async () => {
  for (let seed = 1; seed <= 15; seed++) {
    const browser = new Browser();
    const written = await mischief(browser, seed);
    const { texts } = browser.server;
    expect([...texts].sort(), `seed ${seed}`).toEqual(written.flat().sort());
    written.forEach((own) => expect(texts.filter((text) => own.includes(text)), `seed ${seed}`).toEqual(own));
  }
}, 60_000);

/** Tabs write, lose the network, die and are opened again. Gives what each wrote. */
async function mischief(browser: Browser, seed: number): Promise<string[][]> {
  let random = seed;
  const below = (bound: number): number => {
    random = (random * 48_271) % 2_147_483_647;
    return random % bound;
  };
  const written: string[][] = [];
  let tabs: { tab: Tab; own: string[] }[] = [];
  for (let step = 0; step < 25; step++) {
    const some = tabs[below(Math.max(1, tabs.length))];
    if (some === undefined || below(6) === 0) {
      const own: string[] = [];
      written.push(own);
      tabs.push({ tab: await browser.tab(), own });
    } else if (below(5) === 0) {
      await some.tab.die();
      tabs = tabs.filter((one) => one !== some);
    } else if (below(3) === 0) {
      some.tab.online = !some.tab.online;
      some.tab.flush();
    } else {
      some.own.push(`${seed}-${step}`);
      some.tab.posts.write('1', `${seed}-${step}`);
    }
    if (below(2) === 0) {
      await quiet();
    }
  }
  await Promise.all(tabs.map(({ tab }) => tab.die()));
  await browser.tab();
  await quiet();
  return written;
}

test('where nothing can be stored and nobody knows of tabs, messages are sent all the same', async () => {
  const server = new Server();
  const posts = new Posts({
    table: new MemoryTables().table<Post>('outbox'),
    tabs: tabsOf(undefined),
    send: (command, ref) => Promise.resolve(server.take(ref, (command as { text: string }).text)),
    changed: () => {},
    now: () => 1,
  });
  posts.write('1', 'a');
  posts.write('1', 'b');
  await quiet();
  expect(server.texts).toEqual(['a', 'b']);
});
