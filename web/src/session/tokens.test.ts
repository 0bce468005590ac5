import { describe, expect, it } from 'vitest';
import { LoginRequired } from '../hubbub';
import { Problem } from '../rest/problem';
import { Tokens, type SignedIn, type TokensPort } from './tokens';

const ana = { id: '7', username: 'ana' };

/** Tabs of one browser: one lock, one channel, one server that counts how often it is asked. */
class Browser {
  time = 0;
  asked = 0;
  answer: () => SignedIn = () => ({ accessToken: `token-${this.asked}`, expiresIn: 900, csrfToken: 'c', user: ana });
  private queue: Promise<unknown> = Promise.resolve();
  private readonly channels: TokensPort['channel'][] = [];

  tab(): Tokens {
    const channel: TokensPort['channel'] = {
      onmessage: null,
      postMessage: (data) =>
        this.channels.filter((one) => one !== channel).forEach((one) => one.onmessage?.call(one as BroadcastChannel, { data } as MessageEvent)),
    };
    this.channels.push(channel);
    return new Tokens({
      channel,
      now: () => this.time,
      refresh: async () => {
        this.asked++;
        return this.answer();
      },
      alone: (_, task) => {
        const turn = this.queue.then(task);
        this.queue = turn.catch(() => {});
        return turn;
      },
    });
  }
}

describe('Tokens', () => {
  it('asks once for as long as a token is good', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    expect(await tab.good()).toBe('token-1');
    expect(await tab.good()).toBe('token-1');
    browser.time = 880_000;
    expect(await tab.good()).toBe('token-2');
  });

  it('lets tabs that want a token at the same time share one refresh', async () => {
    const browser = new Browser();
    const tabs = [browser.tab(), browser.tab(), browser.tab()];
    const tokens = await Promise.all(tabs.map((tab) => tab.good()));
    expect(tokens).toEqual(['token-1', 'token-1', 'token-1']);
    expect(browser.asked).toBe(1);
  });

  it('gets another when the server does not take the one it has', async () => {
    const tab = new Browser().tab();
    const old = await tab.good();
    expect(await tab.renew(old)).toBe('token-2');
  });

  it('says when only the user can help', async () => {
    const browser = new Browser();
    browser.answer = () => {
      throw new Problem('unauthenticated', 'the session ended');
    };
    await expect(browser.tab().good()).rejects.toBeInstanceOf(LoginRequired);
  });

  it('passes on that the server is away, for another attempt later', async () => {
    const browser = new Browser();
    browser.answer = () => {
      throw new Problem('unreachable', 'no answer');
    };
    await expect(browser.tab().good()).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('gives tabs that ask during a change of the session the token of the next one', async () => {
    const browser = new Browser();
    const [tab, other] = [browser.tab(), browser.tab()];
    await tab.good();
    let change = (): void => {};
    const replaced = tab.replace(async () => {
      await new Promise<void>((done) => (change = done));
      return { accessToken: 'changed', expiresIn: 900, csrfToken: 'c', user: ana };
    });
    await Promise.resolve();
    const asked = other.renew();
    change();
    await replaced;
    expect(await asked).toBe('changed');
    expect(browser.asked).toBe(1);
  });
});
