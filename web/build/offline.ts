import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

const WORKER = 'sw.js';
const PLACEHOLDER = '__RELEASE__';

/**
 * A plugin for Vite: builds the service worker, whose name must not change, and writes into it which files this release
 * consists of.
 */
export function offline(): Plugin {
  let publicFolder = '';
  return {
    name: 'hubbub-offline',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      publicFolder = config.publicDir;
    },
    buildStart() {
      this.emitFile({ type: 'chunk', id: 'src/pwa/worker.ts', fileName: WORKER });
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle[WORKER];
        if (worker?.type !== 'chunk' || worker.imports.length > 0 || !worker.code.includes(PLACEHOLDER)) {
          return this.error(`${WORKER} must be one script with ${PLACEHOLDER} in it`);
        }
        worker.code = worker.code.replace(PLACEHOLDER, JSON.stringify(release(contents(bundle, publicFolder))));
      },
    },
  };
}

/** What there will be, by path. */
function contents(bundle: Rolldown.OutputBundle, publicFolder: string): Map<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>();
  for (const [name, file] of Object.entries(bundle)) {
    files.set(`/${name}`, file.type === 'chunk' ? file.code : file.source);
  }
  for (const name of existsSync(publicFolder) ? readdirSync(publicFolder, { recursive: true, encoding: 'utf8' }) : []) {
    const path = join(publicFolder, name);
    if (statSync(path).isFile()) {
      files.set(`/${name.split(sep).join('/')}`, readFileSync(path));
    }
  }
  return files;
}

/** The page goes by the path `/`; pictures of the app for the system are no part of it. */
export function release(files: ReadonlyMap<string, string | Uint8Array>): { version: string; paths: string[]; page: string } {
  const page = sha256(files.get('/index.html') ?? '');
  const paths = [...files.keys()].filter((path) => !/^\/(sw\.js|index\.html|\.vite\/.*|icons\/.*)$|\.map$/.test(path)).sort();
  const version = sha256([page, ...paths.map((path) => `${path} ${sha256(files.get(path)!)}`)].join('\n')).slice(0, 16);
  return { version, paths: ['/', ...paths], page };
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
