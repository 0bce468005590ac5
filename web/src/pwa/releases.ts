const WORKER = '/sw.js';
const LOOK_EVERY_MS = 60 * 60 * 1000;

/**
 * Keeps the app for offline use, and looks for new releases now and then. One that was found is taken at the next start, when no
 * tab shows the old one any more.
 *
 * @param found called when one is ready; what it is given takes it at once, and loads this page anew
 */
export function watchReleases(found: (takeNow: () => void) => void): void {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  // Browsers have workers only where a page came over TLS or from this machine.
  if (workers === undefined || import.meta.env.DEV) {
    return;
  }
  // What is needed at once is loaded by then.
  setTimeout(() => void register(workers, found).catch(() => {}), 3_000);
}

async function register(workers: ServiceWorkerContainer, found: (takeNow: () => void) => void): Promise<void> {
  const registration = await workers.register(trusted(WORKER) as string, { updateViaCache: 'none' });
  const ready = (worker: ServiceWorker | null): void => {
    // Without a worker before it is the first, and nothing new.
    if (worker !== null && workers.controller !== null) {
      found(() => take(workers, worker));
    }
  };
  ready(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => installing.state === 'installed' && ready(installing));
  });
  const look = (): void => {
    if (document.visibilityState === 'visible') {
      registration.update().catch(() => {});
    }
  };
  setInterval(look, LOOK_EVERY_MS);
}

function take(workers: ServiceWorkerContainer, worker: ServiceWorker): void {
  workers.addEventListener('controllerchange', () => location.reload(), { once: true });
  worker.postMessage('take over');
}

/** The server's policy wants to know who makes addresses of scripts. */
function trusted(url: string): unknown {
  const { trustedTypes } = globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): unknown } } };
  const createScriptURL = (wanted: string): string => {
    if (wanted !== WORKER) {
      throw new TypeError(`no worker: ${wanted}`);
    }
    return wanted;
  };
  return trustedTypes === undefined ? url : trustedTypes.createPolicy('hubbub-worker', { createScriptURL }).createScriptURL(url);
}
