const LEASE_MS = 10_000;
const SETTLE_MS = 40;

/** Runs `task` while no other tab of this browser runs one of this name. */
export function alone<T>(name: string, task: () => Promise<T>): Promise<T> {
  return navigator.locks === undefined
    ? withLease(name, task)
    : (navigator.locks.request(name, task) as Promise<T>);
}

/** Browsers have locks only where a page came over TLS or from this machine. Elsewhere a note in the storage has to do. */
async function withLease<T>(name: string, task: () => Promise<T>): Promise<T> {
  const key = `lock ${name}`;
  const mine = `${Math.random()}`;
  for (;;) {
    const [, since] = localStorage.getItem(key)?.split(' ') ?? [];
    if (since === undefined || Date.now() - Number(since) > LEASE_MS) {
      localStorage.setItem(key, `${mine} ${Date.now()}`);
      await pause();
      if (localStorage.getItem(key)?.startsWith(mine)) {
        return task().finally(() => localStorage.removeItem(key));
      }
    }
    await pause();
  }
}

function pause(): Promise<void> {
  return new Promise((done) => setTimeout(done, SETTLE_MS * (1 + Math.random())));
}
