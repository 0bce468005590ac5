// Measures the app, built and served by a real server, against its budget: `npm run budget`, after `make build`. Names of
// parts choose some: `npm run budget burst long`.
import { launch } from './chromium.js';
import { register } from './people.js';
import { Server } from './server.js';
import { Talker } from './talker.js';

const LOADS = 5;
const BURST = { perSecond: 200, messages: 4_000 };
/** An hour of ten messages a second. */
const HOUR = { perSecond: 1_000, messages: 36_000, samples: 6 };
const LONG = { perSecond: 5_000, messages: 100_000, turns: 150 };

const begun = performance.now();
const lines = [];
let isOver = false;

function report(what, value, most, unit, note = '') {
  const ok = value <= most;
  isOver ||= !ok;
  lines.push(`| ${what} | ${value} ${unit} | ${most} ${unit} | ${ok ? 'yes' : '**no**'} | ${note} |`);
}

function progress(what) {
  console.error(`${((performance.now() - begun) / 1000).toFixed(1)} s: ${what}`);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** One visit by somebody who is signed in and has nothing of the app yet. */
async function load(browser, url, state) {
  const context = await browser.newContext({ storageState: state, serviceWorkers: 'block' });
  const page = await context.newPage();
  let scripts = 0;
  const sizes = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script') {
      sizes.push(request.sizes().then(({ responseBodySize }) => (scripts += responseBodySize)));
    }
  });
  await page.addInitScript(() => {
    const look = () => {
      const composer = document.querySelector('[data-composer]');
      if (composer !== null && !composer.disabled) {
        globalThis.typeable = performance.now();
        observer.disconnect();
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true });
  });
  await page.goto(url);
  await page.waitForFunction(() => globalThis.typeable !== undefined);
  await Promise.all(sizes);
  const before = scripts;
  const figures = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    typeable: globalThis.typeable,
  }));
  await context.close();
  return { ...figures, scripts: before };
}

async function loads(browser, url, state) {
  const visits = [];
  for (let i = 0; i < LOADS; i++) {
    visits.push(await load(browser, url, state));
  }
  const range = (values) => `median of ${LOADS}; worst ${Math.round(Math.max(...values))}`;
  const paints = visits.map(({ paint }) => paint);
  const ready = visits.map(({ typeable }) => typeable);
  report('Script of the first load, compressed', Math.round(visits[0].scripts / 100) / 10, 120, 'kB', 'until one can type');
  report('First paint', Math.round(median(paints)), 1_000, 'ms', range(paints));
  report('Ready to type', Math.round(median(ready)), 2_000, 'ms', range(ready));
}

function watchTasks(page) {
  return page.evaluate(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
}

/** Messages come into the open room, which shows its end. */
async function burst(page, talker) {
  await watchTasks(page);
  await talker.say(BURST.messages, BURST.perSecond, 'burst');
  await page.getByText(`burst ${BURST.messages}.`, { exact: true }).waitFor({ timeout: 20_000 });
  const tasks = await page.evaluate(() => globalThis.longTasks);
  report(
    `Longest task while ${BURST.perSecond} messages a second come`,
    Math.round(Math.max(0, ...tasks)),
    50,
    'ms',
    `${tasks.length} above 50 ms in ${BURST.messages / BURST.perSecond} s`,
  );
}

async function heap(devtools) {
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const value = (name) => metrics.find((metric) => metric.name === name).value;
  return { mb: value('JSHeapUsedSize') / 1e6, nodes: value('Nodes'), listeners: value('JSEventListeners') };
}

async function devtoolsOf(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  return devtools;
}

async function hour(page, talker) {
  const devtools = await devtoolsOf(page);
  const samples = [];
  for (let i = 1; i <= HOUR.samples; i++) {
    await talker.say(HOUR.messages / HOUR.samples, HOUR.perSecond, `hour ${i}`);
    await page.getByText(`hour ${i} ${HOUR.messages / HOUR.samples}.`, { exact: true }).waitFor({ timeout: 30_000 });
    samples.push(await heap(devtools));
    progress(`${(i * HOUR.messages) / HOUR.samples} messages, ${samples.at(-1).mb.toFixed(1)} MB`);
  }
  // What the first sixth fills up to its limits is no growth.
  const growth = samples.at(-1).mb - samples[1].mb;
  const course = samples.map(({ mb }) => mb.toFixed(1)).join(', ');
  report('Growth of memory over the last 24,000 of 36,000 messages', Math.round(growth * 10) / 10, 2, 'MB', `MB after each 6,000: ${course}`);
  const nodes = samples.map((sample) => sample.nodes);
  report('Growth of nodes in the page meanwhile', Math.max(0, nodes.at(-1) - nodes[1]), 500, '', nodes.join(', '));
}

/** Turns the wheel over the list so often, and gives the most rows that were in the page meanwhile. */
async function turn(page, deltaY) {
  let rows = 0;
  for (let i = 0; i < LONG.turns; i++) {
    await page.mouse.wheel(0, deltaY);
    const now = await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => next(document.querySelectorAll('[role=article]').length))));
    rows = Math.max(rows, now);
  }
  return rows;
}

/** A room with a hundred thousand messages is read from its beginning, from its end, and left for either by link and button. */
async function long(page, talker, url) {
  await page.goto('about:blank');
  await talker.say(LONG.messages, LONG.perSecond, 'long');
  progress('filled');
  const devtools = await devtoolsOf(page);
  await page.goto(`${url}/rooms/1/1`);
  await page.getByText(/begins/).first().waitFor();
  const first = await heap(devtools);
  await watchTasks(page);
  await page.getByRole('feed').hover();
  const down = await turn(page, 1_500);
  progress('scrolled down');
  await page.locator('.newest').click();
  await page.getByText(`long ${LONG.messages}.`, { exact: true }).waitFor();
  const up = await turn(page, -1_500);
  progress('scrolled up');
  const tasks = await page.evaluate(() => globalThis.longTasks);
  const last = await heap(devtools);
  const seq = Number(await page.locator('[role=article]').first().getAttribute('aria-posinset'));
  report('Rows in the page, of 100,000', Math.max(down, up), 200, '', `the first was message ${seq} after scrolling up`);
  report('Growth of memory by scrolling both ways', Math.max(0, Math.round((last.mb - first.mb) * 10) / 10), 3, 'MB', `${first.mb.toFixed(1)}, then ${last.mb.toFixed(1)} MB`);
  report('Longest task while scrolling fast', Math.round(Math.max(0, ...tasks)), 100, 'ms', `${tasks.length} above 50 ms in ${2 * LONG.turns} turns of the wheel`);
}

const parts = process.argv.slice(2);
const wanted = (part) => parts.length === 0 || parts.includes(part);
const server = await Server.start();
const browser = await launch();
try {
  const context = await browser.newContext();
  const page = await context.newPage();
  await register(page, server.url, 'ana');
  const talker = await Talker.enter(browser, server.url, 'bo');
  await talker.say(200, 1_000, 'before');
  if (wanted('load')) {
    progress('loading');
    await loads(browser, server.url, await context.storageState());
  }
  await page.reload();
  await page.getByText('before 200.', { exact: true }).waitFor();
  if (wanted('burst')) {
    progress('burst');
    await burst(page, talker);
  }
  if (wanted('hour')) {
    progress('an hour');
    await hour(page, talker);
  }
  if (wanted('long')) {
    progress('a long room');
    await long(page, talker, server.url);
  }
} finally {
  await browser.close();
  await server.remove();
}
console.log(`| What | Measured | Budget | Kept | |\n|---|---|---|---|---|\n${lines.join('\n')}`);
process.exitCode = isOver ? 1 : 0;
