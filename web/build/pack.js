// Makes of what Vite built what the server packs into its jar: each file also compressed, and the list of all. Fails when
// the first load grows beyond what was agreed on.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { firstScripts } from './first-load.js';

const SITE = 'target/site';
const MOST_FIRST_SCRIPT_BYTES = 120_000;
const COMPRESSIBLE = /\.(html|js|css|svg|json|webmanifest|txt)$/;
const FORMS = { br: brotli, gzip: (bytes) => gzipSync(bytes, { level: 9 }) };

function brotli(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
}

function files(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

function compress(path) {
  const plain = readFileSync(path);
  for (const [coding, form] of Object.entries(FORMS)) {
    const compressed = form(plain);
    if (compressed.length < plain.length) {
      writeFileSync(`${path}.${coding}`, compressed);
    }
  }
}

rmSync(join(SITE, '.vite'), { recursive: true, force: true });
const all = files(SITE);
all.filter((path) => COMPRESSIBLE.test(path)).forEach(compress);
const names = all.map((path) => relative(SITE, path).split(sep).join('/')).sort();
writeFileSync(join(SITE, 'files.txt'), `${names.join('\n')}\n`);

const first = firstScripts(SITE).map((name) => brotli(readFileSync(join(SITE, name))).length);
const bytes = first.reduce((sum, size) => sum + size, 0);
console.log(`${names.length} files; the first load takes ${bytes} bytes of compressed script in ${first.length} files`);
if (bytes > MOST_FIRST_SCRIPT_BYTES) {
  console.error(`That is more than ${MOST_FIRST_SCRIPT_BYTES}: load what is not needed at once later, with import().`);
  process.exit(1);
}
