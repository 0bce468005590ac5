import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { Shell, type Release } from './shell';

const ORIGIN = 'https://chat.example';

/** The browser's caches, in the order in which they were made. */
class StagedCaches {
  private readonly all = new Map<string, Map<string, Response>>();

  async open(name: string): Promise<Cache> {
    const kept = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, kept);
    return {
      put: async (path: string, response: Response) => void kept.set(path, response),
      match: async (path: string) => kept.get(path)?.clone(),
    } as unknown as Cache;
  }

  async match(path: string): Promise<Response | undefined> {
    return [...this.all.values()].map((kept) => kept.get(path)).find((found) => found !== undefined)?.clone();
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.all.keys()]);
  }

  delete(name: string): Promise<boolean> {
    return Promise.resolve(this.all.delete(name));
  }
}

let caches: StagedCaches;
/** The server's files, and what was asked for. */
let server: Map<string, string>;
let asked: string[];

const sha256 = (text: string | ArrayBuffer): string =>
  createHash('sha256').update(typeof text === 'string' ? text : Buffer.from(text)).digest('hex');

function shellOf(version: string, paths: string[], page: string): Shell {
  const release: Release = { version, paths: ['/', ...paths], page: sha256(page) };
  return new Shell(release, {
    caches: caches as unknown as CacheStorage,
    origin: ORIGIN,
    sha256: async (bytes) => sha256(bytes),
    fetch: async ({ url }) => {
      const path = new URL(url).pathname;
      asked.push(path);
      const text = server.get(path);
      return text === undefined ? new Response('', { status: 404 }) : new Response(text);
    },
  });
}

function request(path: string, mode: RequestMode = 'cors', method = 'GET'): Request {
  return { url: path.startsWith('/') ? ORIGIN + path : path, mode, method } as Request;
}

async function text(answer: Promise<Response> | undefined): Promise<string | undefined> {
  return (await answer)?.text();
}

beforeEach(() => {
  caches = new StagedCaches();
  server = new Map([['/', 'page 1'], ['/assets/a-1.js', 'a'], ['/theme.js', 't']]);
  asked = [];
});

async function installed(): Promise<Shell> {
  const shell = shellOf('1', ['/assets/a-1.js', '/theme.js'], 'page 1');
  await shell.install();
  await shell.activate();
  return shell;
}

describe('without a network', () => {
  test.each(['/', '/rooms/1', '/invite/token?x=1'])('a navigation to %s shows the page', async (path) => {
    const shell = await installed();
    server.clear();
    expect(await text(shell.answer(request(path, 'navigate')))).toBe('page 1');
  });

  test('the app’s files are there', async () => {
    const shell = await installed();
    server.clear();
    expect(await text(shell.answer(request('/assets/a-1.js')))).toBe('a');
    expect(await text(shell.answer(request('/theme.js')))).toBe('t');
  });
});

test.each([
  ['/api/v1/rooms', 'cors', 'GET'],
  ['/api/v1/rooms', 'navigate', 'GET'],
  ['/ws', 'websocket', 'GET'],
  ['/health/live', 'navigate', 'GET'],
  ['/metrics', 'cors', 'GET'],
  ['/assets/a-1.js', 'cors', 'POST'],
  ['https://other.example/', 'navigate', 'GET'],
  ['/unknown.txt', 'cors', 'GET'],
] as const)('%s (%s, %s) is the network’s', async (path, mode, method) => {
  const shell = await installed();
  expect(shell.answer(request(path, mode as RequestMode, method))).toBeUndefined();
});

describe('a new release', () => {
  async function update(): Promise<Shell> {
    server = new Map([['/', 'page 2'], ['/assets/a-1.js', 'a'], ['/assets/b-2.js', 'b'], ['/theme.js', 'u']]);
    asked = [];
    const shell = shellOf('2', ['/assets/a-1.js', '/assets/b-2.js', '/theme.js'], 'page 2');
    await shell.install();
    return shell;
  }

  test('gets only what is new, and leaves the old one alone until it is taken', async () => {
    const old = await installed();
    await update();
    expect(asked.sort()).toEqual(['/', '/assets/b-2.js', '/theme.js']);
    expect(await text(old.answer(request('/', 'navigate')))).toBe('page 1');
    expect(await text(old.answer(request('/theme.js')))).toBe('t');
  });

  test('serves what a tab of the one before still needs, and no older one', async () => {
    await installed();
    const second = await update();
    await second.activate();
    server.clear();
    expect(await text(second.answer(request('/', 'navigate')))).toBe('page 2');
    expect(await text(second.answer(request('/assets/a-1.js')))).toBe('a');
    server = new Map([['/', 'page 3']]);
    const third = shellOf('3', [], 'page 3');
    await third.install();
    await third.activate();
    expect(await caches.keys()).toEqual(['hubbub-2', 'hubbub-3']);
  });

  test.each([
    ['a file is missing', (): void => void server.delete('/theme.js')],
    ['the page is of another release already', (): void => void server.set('/', 'page 3')],
  ])('is not taken as long as %s', async (_, fault) => {
    await installed();
    server.set('/', 'page 2');
    fault();
    await expect(shellOf('2', ['/theme.js'], 'page 2').install()).rejects.toThrow();
    expect(await caches.keys()).toEqual(['hubbub-1']);
  });
});
