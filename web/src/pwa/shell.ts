/** What the build put together, by path, with a version that changes whenever any of it does. */
export interface Release {
  readonly version: string;
  /** All that the app may load, the page `/` itself among it. */
  readonly paths: readonly string[];
  /** SHA-256 of the page, in hexadecimal: a server that is just being updated may answer with another. */
  readonly page: string;
}

/** What the shell needs of its worker, so that tests can stand in for it. */
export interface ShellPort {
  readonly caches: CacheStorage;
  readonly origin: string;
  fetch(request: Request): Promise<Response>;
  sha256(bytes: ArrayBuffer): Promise<string>;
}

const PAGE = '/';
const PREFIX = 'hubbub-';
/** Names that never change their content. */
const LASTING = '/assets/';
/** What the server has under names of its own: never the app's page, and never kept. */
const OTHERS = ['api', 'ws', 'health', 'metrics'];

/**
 * The app's files, kept so that it starts without a network. All of one release are there or none, so a page never meets files of
 * another. Nothing that the server says about anybody is kept.
 */
export class Shell {
  private readonly name: string;

  constructor(
    private readonly release: Release,
    private readonly port: ShellPort,
  ) {
    this.name = PREFIX + release.version;
  }

  /** Gets what is missing. Fails as a whole, to be tried again later. */
  async install(): Promise<void> {
    const { caches } = this.port;
    const cache = await caches.open(this.name);
    try {
      await Promise.all(this.release.paths.map(async (path) => cache.put(path, await this.load(path))));
    } catch (fault) {
      await caches.delete(this.name);
      throw fault;
    }
  }

  private async load(path: string): Promise<Response> {
    const known = path.startsWith(LASTING) ? await this.port.caches.match(path) : undefined;
    const headers = new Headers(path === PAGE ? { Accept: 'text/html' } : undefined);
    const request = new Request(this.port.origin + path, { cache: 'no-cache', credentials: 'omit', headers });
    const response = known ?? (await this.port.fetch(request));
    if (!response.ok) {
      throw new Error(`${path} was answered with ${response.status}`);
    }
    if (path === PAGE && (await this.port.sha256(await response.clone().arrayBuffer())) !== this.release.page) {
      throw new Error('the page is of another release');
    }
    return response;
  }

  /** Takes over; the release before stays, for tabs that still show it. */
  async activate(): Promise<void> {
    const names = (await this.port.caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== this.name);
    await Promise.all(names.slice(0, -1).map((name) => this.port.caches.delete(name)));
  }

  /** The answer to a request, or undefined for the network's. */
  answer(request: Request): Promise<Response> | undefined {
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== this.port.origin || OTHERS.includes(url.pathname.split('/')[1]!)) {
      return undefined;
    }
    const path = request.mode === 'navigate' ? PAGE : url.pathname;
    const keeps = this.release.paths.includes(path);
    return keeps || path.startsWith(LASTING) ? this.kept(path, request) : undefined;
  }

  private async kept(path: string, request: Request): Promise<Response> {
    const cache = await this.port.caches.open(this.name);
    // A tab may still show the release before.
    return (await cache.match(path)) ?? (await this.port.caches.match(path)) ?? this.port.fetch(request);
  }
}
