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
  'register-taken': inside('/register', async (page) => {
    await page.getByLabel('Username').fill('ana');
    await page.getByLabel('E-mail address').fill('somebody@example.org');
    await page.getByLabel('Password', { exact: true }).fill('three random words');
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByRole('alert').getByText(/./).waitFor();
  }),
  forgot: inside('/forgot'),
  'forgot-sent': inside('/forgot', async (page) => {
    await page.getByLabel('E-mail address').fill('bo@example.org');
    await page.keyboard.press('Enter');
    await page.getByLabel('New password').waitFor();
  }),
  reset: inside('/reset#a-token'),
  'second-step': inside('/login', async (page, scene) => {
    await page.getByLabel('Username or e-mail address').fill('dee');
    await page.getByLabel('Password', { exact: true }).fill(scene.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
  }),
};

async function showRooms(page) {
  const open = page.getByRole('button', { name: 'Rooms', exact: true });
  if (await open.isVisible()) {
    await open.click();
  }
}

/** The rest, as an administrator sees it. Rooms are named by what they are for. */
const INSIDE = {
  room: inside('/rooms/room'),
  'room-newest': inside('/rooms/room', async (page) => {
    await page.keyboard.press('Escape');
    await page.getByText('I will bring cake').waitFor();
  }),
  'room-sidebar': inside('/rooms/room', showRooms),
  'room-people': inside('/rooms/room', async (page) => {
    const open = page.getByRole('button', { name: 'Show the people' });
    if (await open.isVisible()) {
      await open.click();
    }
  }),
  'room-menu': inside('/rooms/room', (page) => page.getByRole('button', { name: 'Menu', exact: true }).last().click()),
  'room-target': inside('/rooms/room/5', (page) => page.locator('.target').waitFor()),
  'room-account-menu': inside('/rooms/room', async (page) => {
    await showRooms(page);
    await page.getByRole('button', { name: /Account/ }).click();
    await page.getByRole('menuitem', { name: 'Administration' }).waitFor();
  }),
  'room-join': inside('/rooms/private'),
  'room-join-wrong': inside('/rooms/private', async (page) => {
    await page.getByLabel('Password, if it has one').fill('wrong');
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('alert').getByText(/./).waitFor();
  }),
  'room-too-long': inside('/rooms/room', (page) => page.locator('[data-composer]').fill('Much to say. '.repeat(1_400))),
  'room-empty': inside('/rooms/empty'),
  'room-unknown': inside('/rooms/123456'),
  'room-offline': inside('/rooms/room', async (page) => {
    await page.context().setOffline(true);
    await page.locator('[data-composer]').fill('On the train, and the tunnel is long');
    await page.locator('[data-composer]').press('Enter');
    await page.getByText(/Offline since/).first().waitFor({ timeout: 40_000 }).catch(() => {});
  }),
  directory: inside('/rooms'),
  'directory-none': inside('/rooms', async (page) => {
    await page.getByRole('main').getByRole('searchbox').fill('zebra');
    await page.waitForLoadState('networkidle');
  }),
  'dialog-invite': inside('/rooms/1', async (page) => {
    await showRooms(page);
    await page.getByRole('button', { name: /Account/ }).click();
    await page.getByRole('menuitem', { name: /Invite/ }).click();
    await page.getByRole('img', { name: /code/ }).waitFor();
  }),
  'dialog-leave': inside('/rooms/room', async (page) => {
    await page.getByRole('button', { name: 'Menu', exact: true }).last().click();
    await page.getByRole('menuitem', { name: /Leave/ }).click();
    await dialog(page);
  }),
  'dialog-rename': inside('/rooms/own', async (page) => {
    await page.getByRole('button', { name: 'Menu', exact: true }).last().click();
    await page.getByRole('menuitem', { name: /Rename/ }).click();
    await dialog(page);
  }),
  'dialog-new-room': inside('/rooms/room', async (page) => {
    await showRooms(page);
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
  'settings-wrong-password': inside('/settings/profile', async (page) => {
    const email = page.getByRole('region', { name: 'E-mail address', exact: true });
    await email.getByLabel('New e-mail address').fill('ana@other.example');
    await email.getByLabel('Your password').fill('wrong');
    await email.getByRole('button', { name: 'Change the address' }).click();
    await email.getByText('This is not the password.').waitFor();
  }),
  'settings-saved': inside('/settings/profile', async (page) => {
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
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
  'admin-user-password': inside('/admin/users', async (page) => {
    await page.getByRole('button', { name: 'What to do with cy', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Give a new password' }).click();
    await page.getByRole('textbox', { name: 'Link for a new password' }).waitFor();
  }),
  'admin-users-none': inside('/admin/users', async (page) => {
    await page.getByRole('main').getByRole('searchbox').fill('zebra');
    await page.waitForLoadState('networkidle');
  }),
  'admin-room-delete': inside('/admin/rooms', async (page) => {
    await page.getByRole('button', { name: 'Delete lunch' }).click();
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
  await page.goto(path.replace(/(?<=^\/rooms\/)[a-z]+/, (name) => scene.rooms[name]));
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
    const pages = Object.entries({ ...OUTSIDE, ...INSIDE }).filter(([title]) => only.length === 0 || only.some((part) => title.includes(part)));
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
  // Parts of titles shoot only those.
  await all(browser, server, await fill(server), process.argv.slice(2));
  console.log(`The pictures are in web/${FOLDER}.`);
} finally {
  await browser.close();
  await server.remove();
}
