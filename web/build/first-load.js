import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** The scripts that a browser needs before it shows anything: those of the page, and all that they import, by name. */
export function firstScripts(site) {
  const page = readFileSync(join(site, 'index.html'), 'utf8');
  const found = new Set();
  const look = (name) => {
    if (!found.has(name)) {
      found.add(name);
      imports(readFileSync(join(site, name), 'utf8')).forEach((path) => look(posix.join(posix.dirname(name), path)));
    }
  };
  for (const [, path] of page.matchAll(/<script[^>]*\ssrc="\/([^"]+)"/g)) {
    look(path);
  }
  return [...found];
}

/** `import … from "./x.js"` and `import "./x.js"`; what `import()` loads comes later. */
function imports(script) {
  return [...script.matchAll(/(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g)].map(([, path]) => path);
}
