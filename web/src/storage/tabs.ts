import type { Tabs } from './posts';

const ALIVE = 'hubbub-alive-';
const TURN = 'hubbub-adopting';
const PATIENCE_MS = 2_000;

let ours: Tabs | undefined;

/** This tab among those of its browser: one and the same for as long as the page is there, whoever signs in. */
export function browserTabs(): Tabs {
  ours ??= tabsOf(globalThis.navigator?.locks);
  return ours;
}

/** Each tab holds a lock for as long as it lives: the browser lets go of it however the tab ends. */
export function tabsOf(locks: LockManager | undefined): Tabs {
  const self = crypto.getRandomValues(new Uint32Array(4)).join('-');
  if (locks === undefined) {
    return { self, exclusive: (task) => task(undefined) };
  }
  const alive = new Promise<void>((held) => {
    void locks.request(ALIVE + self, () => {
      held();
      return new Promise(() => {});
    });
  });
  return {
    self,
    async exclusive(task) {
      await alive;
      // A tab that the browser froze in its turn must not hold up the others.
      await locks.request(TURN, { signal: AbortSignal.timeout(PATIENCE_MS) }, async () => {
        const { held = [] } = await locks.query();
        const names = held.map(({ name }) => name ?? '').filter((name) => name.startsWith(ALIVE));
        await task(new Set(names.map((name) => name.slice(ALIVE.length))));
      });
    },
  };
}
