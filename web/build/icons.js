// Draws the icons that systems want as pixels from public/icon.svg: `npm run icons`. They are checked in, so that a build takes
// no browser.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../browser/chromium.js';

const FOLDER = 'public/icons';
/** A maskable icon may be cut to a circle of 80 %, and fills its square. */
const ICONS = [
  { name: '192.png', size: 192 },
  { name: '512.png', size: 512 },
  { name: 'maskable-512.png', size: 512, square: true },
  { name: 'apple-180.png', size: 180, square: true },
];

const svg = readFileSync('public/icon.svg', 'utf8');
const ground = /<rect[^>]*\sfill="([^"]+)"/.exec(svg)[1];

mkdirSync(FOLDER, { recursive: true });
const browser = await launch();
for (const { name, size, square } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const inner = square ? Math.round(size * 0.8) : size;
  await page.setContent(`<style>body { margin: 0; display: grid; place-items: center; height: 100vh; background: ${square ? ground : 'none'} }
    svg { width: ${inner}px; height: ${inner}px }</style>${svg}`);
  await page.screenshot({ path: join(FOLDER, name), omitBackground: true });
  await page.close();
}
await browser.close();
