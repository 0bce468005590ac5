// Pictures of every page and state, light and dark, wide and narrow, to be looked at: `make screenshots`.
import { mkdirSync, rmSync } from 'node:fs';
import { launch } from './chromium.js';
import { fill } from './scene.js';
import { Server } from './server.js';

const FOLDER = 'target/screenshots';
const LOOKS = [
  { name: 'light-wide', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'dark-wide', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'light-narrow', colorScheme: 'light', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  { name: 'dark-narrow', colorScheme: 'dark', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
];

const dialog = (page) => page.getByRole('dialog').waitFor();
const inside = (path, then = async () => {}) => ({ path, then });

/** What there is to see for those who are not signed in. */
const OUTSIDE = {
  setup: inside('/setup#a-token-from-the-link'),
  login: inside('/login'),
  'login-wrong': inside('/login', async (page) => {
    await page.getByLabel('Username or e-mail address').fill('ana');
    await page.getByLabel('Password', { exact: true }).fill('not this one');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').getByText(/./).waitFor();
  }),
  register: inside('/register#an-invitation'),
  forgot: inside('/forgot'),
  reset: inside('/reset#a-token'),
};

/** The rest, as an administrator sees it. `room` stands for the one where people talk. */
const INSIDE = {
  room: inside('/rooms/room'),
  'room-newest': inside('/rooms/room', async (page) => {
    await page.keyboard.press('Escape');
    await page.getByText('I will bring cake').waitFor();
  }),
  'room-sidebar': inside('/rooms/room', async (page) => {
    const open = page.getByRole('button', { name: 'Rooms', exact: true });
    if (await open.isVisible()) {
      await open.click();
    }
  }),
  'room-empty': inside('/rooms/empty'),
  'room-unknown': inside('/rooms/123456'),
  'room-offline': inside('/rooms/room', async (page) => {
    await page.context().setOffline(true);
    await page.locator('[data-composer]').fill('On the train, and the tunnel is long');
    await page.locator('[data-composer]').press('Enter');
    await page.getByText(/Offline since/).first().waitFor({ timeout: 40_000 }).catch(() => {});
  }),
  directory: inside('/rooms'),
  'dialog-new-room': inside('/rooms/room', async (page) => {
    const open = page.getByRole('button', { name: 'Rooms', exact: true });
    if (await open.isVisible()) {
      await open.click();
    }
    await page.getByRole('button', { name: 'New room' }).first().click();
    await page.getByText('Who knows its password').click();
  }),
  'dialog-switcher': inside('/rooms/room', async (page) => {
    await page.keyboard.press('Control+k');
    await dialog(page);
  }),
  'dialog-keys': inside('/rooms/room', async (page) => {
    await page.keyboard.press('Control+/');
    await dialog(page);
  }),
  missing: inside('/nowhere'),
  'settings-profile': inside('/settings/profile'),
  'settings-look': inside('/settings/look'),
  'settings-security': inside('/settings/security'),
  'settings-app': inside('/settings/security', async (page, scene) => {
    const step = page.getByRole('region', { name: 'Second step by an app' });
    await step.getByLabel('Your password', { exact: true }).fill(scene.password);
    await step.getByRole('button', { name: 'Set up an app' }).click();
    await step.getByRole('img').waitFor();
    await step.scrollIntoViewIfNeeded();
  }),
  'settings-sessions': inside('/settings/sessions'),
  'settings-tokens': inside('/settings/tokens'),
  'settings-token-made': inside('/settings/tokens', async (page) => {
    await page.getByLabel('What it is for').fill('weather bot');
    await page.getByRole('button', { name: 'Make the token' }).click();
    await page.getByRole('textbox', { name: 'Token' }).waitFor();
  }),
  'settings-leaving': inside('/settings/leaving'),
  'admin-users': inside('/admin/users'),
  'admin-user': inside('/admin/users', async (page) => {
    await page.getByRole('button', { name: 'What to do with bo', exact: true }).click();
    await dialog(page);
  }),
  'admin-invitations': inside('/admin/invitations'),
  'admin-rooms': inside('/admin/rooms'),
  'admin-audit': inside('/admin/audit'),
  'admin-status': inside('/admin/status', async (page) => {
    await page.getByRole('img').first().waitFor();
    await page.waitForTimeout(7_000);
  }),
};

async function shoot(page, look, name, { path, then }, scene) {
  await page.context().setOffline(false);
  await page.goto(path.replace('/rooms/room', `/rooms/${scene.talk}`).replace('/rooms/empty', `/rooms/${scene.empty}`));
  await page.locator('h1, dialog').first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => {});
  await then(page, scene);
  await page.screenshot({ path: `${FOLDER}/${name}-${look.name}.png` });
}

async function all(browser, server, scene, only) {
  for (const { name, ...options } of LOOKS) {
    const context = await browser.newContext({ ...options, baseURL: server.url, locale: 'en-GB', reducedMotion: 'reduce' });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const pages = Object.entries({ ...OUTSIDE, ...INSIDE }).filter(([title]) => title.includes(only));
    for (const [title, what] of pages) {
      if (title in INSIDE && (await context.cookies()).length === 0) {
        await page.goto('/login');
        await page.getByLabel('Username or e-mail address').fill(scene.username);
        await page.getByLabel('Password', { exact: true }).fill(scene.password);
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await page.locator('[data-composer]').waitFor();
      }
      await shoot(page, { name }, title, what, scene).catch((fault) => console.error(`${title} ${name}: ${fault.message.split('\n')[0]}`));
    }
    await context.close();
  }
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const [server, browser] = await Promise.all([Server.start(), launch()]);
try {
  // A part of a title shoots only those.
  await all(browser, server, await fill(server), process.argv[2] ?? '');
  console.log(`The pictures are in web/${FOLDER}.`);
} finally {
  await browser.close();
  await server.remove();
}
