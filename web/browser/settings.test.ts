import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { appCode } from './app-code.js';
import { obstacles } from './axe';
import { composer, passwordOf, say, sees, signIn, Stage } from './stage';

let stage: Stage;
let made = 0;

beforeAll(async () => {
  stage = await Stage.build();
});
afterAll(() => stage?.clear());
afterEach(async ({ task }) => {
  await stage.closePages(task.result?.state === 'fail' ? task.name : undefined);
  expect(stage.complaints.splice(0)).toEqual([]);
});

/** Somebody with a fresh account, in front of a page of the settings, in which axe finds nothing. */
async function at(section: string): Promise<{ page: Page; username: string }> {
  const username = `setter.${++made}`;
  const page = await stage.person(username);
  await page.goto(`/settings/${section}`);
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  await page.waitForLoadState('networkidle');
  expect(await obstacles(page)).toEqual([]);
  return { page, username };
}

const block = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true });
const button = (within: Page | Locator, name: string): Locator => within.getByRole('button', { name, exact: true });
const field = (within: Page | Locator, label: string): Locator => within.getByLabel(label, { exact: true });

describe('the profile', () => {
  it('takes a display name, another address and another username', async () => {
    const { page, username } = await at('profile');
    await field(page, 'Display name').fill('Setter the First');
    await button(page, 'Save').click();
    await page.getByText('Saved.').waitFor();

    const email = block(page, 'E-mail address');
    await field(email, 'New e-mail address').fill(`${username}@other.example`);
    await field(email, 'Your password').fill('wrong');
    await button(email, 'Change the address').click();
    await email.getByText('This is not the password.').waitFor();
    expect(await field(email, 'Your password').evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await obstacles(page)).toEqual([]);
    await field(email, 'Your password').fill(passwordOf(username));
    await button(email, 'Change the address').click();
    await page.getByText(`Your address is ${username}@other.example now.`).waitFor();

    const renaming = block(page, 'Change your username');
    await field(renaming, 'Username').fill(`${username}.new`);
    await field(renaming, 'Your password').fill(passwordOf(username));
    await button(renaming, 'Change the username').click();
    await page.getByText(`You are ${username}.new now.`).waitFor();
    await page.getByRole('button', { name: new RegExp(`${username}.new`) }).first().waitFor();
  });
});

describe('password and security', () => {
  it('change the password without signing this browser out, and sign out all others', async () => {
    const { page, username } = await at('security');
    const [tab, other] = [await page.context().newPage(), await stage.person(username)];
    await tab.goto('/');
    await composer(tab).waitFor();
    await field(page, 'New password').fill('another good one');
    await field(page, 'Current password').fill(passwordOf(username));
    await button(page, 'Change the password').click();
    await page.getByText('The password is changed').waitFor();
    await other.getByText('You were signed out. Sign in again to go on.').waitFor();
    await say(tab, `still ${username}`);
    await sees(tab, `still ${username}`);
    await page.goto('/');
    await sees(page, `still ${username}`);
  });

  it('set an authenticator app up, show the recovery codes once, and sign in by one', async () => {
    const { page, username } = await at('security');
    const step = block(page, 'Second step by an app');
    await field(step, 'Your password').fill(passwordOf(username));
    await button(step, 'Set up an app').click();
    await field(step, 'Code').waitFor();
    expect(await obstacles(page)).toEqual([]);
    await field(step, 'Code').fill('000000');
    await button(step, 'Switch it on').click();
    await step.getByText('That code is not right').waitFor();
    await field(step, 'Code').fill(appCode((await step.locator('code').innerText()).replaceAll(' ', '')));
    await button(step, 'Switch it on').click();
    const codes = (await step.getByRole('textbox', { name: 'Recovery codes' }).inputValue()).split('\n');
    expect(codes).toHaveLength(10);
    expect(await obstacles(page)).toEqual([]);
    await button(step, 'Done').click();
    await step.getByText('Recovery codes left: 10.').waitFor();

    const elsewhere = await (await stage.visitor()).newPage();
    await elsewhere.goto('/login');
    await signIn(elsewhere, username);
    await field(elsewhere, 'Code').fill(codes[0]!);
    expect(await obstacles(elsewhere)).toEqual([]);
    await button(elsewhere, 'Sign in').click();
    await composer(elsewhere).waitFor();

    await field(step, 'Your password').fill(passwordOf(username));
    await field(step, 'Code').fill(codes[1]!);
    await button(step, 'Switch it off').click();
    await step.getByText('Signing in takes your password only.').waitFor();
  });

  it('add a passkey, sign in by it, and remove it', async () => {
    const { page, username } = await at('security');
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    });
    const passkeys = block(page, 'Passkeys');
    await field(passkeys, 'Name of the new passkey').fill('laptop');
    await field(passkeys, 'Your password').fill(passwordOf(username));
    await button(passkeys, 'Add a passkey').click();
    await page.getByText('The passkey laptop is added.').waitFor();
    expect(await obstacles(page)).toEqual([]);

    await page.getByRole('button', { name: /Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await button(page, 'Sign in with a passkey').click();
    await button(passkeys, 'Remove the passkey laptop').click();
    expect(await obstacles(page)).toEqual([]);
    await button(page.getByRole('dialog'), 'Remove').click();
    await passkeys.getByText('You have none yet.').waitFor();
  });
});

describe('the sessions', () => {
  it('are listed by device, and ended one by one and all at once', async () => {
    const { page, username } = await at('sessions');
    const others = [await stage.person(username), await stage.person(username)];
    await page.reload();
    await page.getByText('this one').waitFor();
    expect(await obstacles(page)).toEqual([]);
    await button(page, 'Sign out Chrome on Linux').first().click();
    const ended = 'You were signed out. Sign in again to go on.';
    await expect.poll(async () => (await Promise.all(others.map((other) => other.getByText(ended).count()))).sort(), { timeout: 15_000 }).toEqual([0, 1]);
    await button(page, 'Sign out everywhere else').click();
    await button(page.getByRole('dialog'), 'Sign out').click();
    await Promise.all(others.map((other) => other.getByText(ended).waitFor()));
  });
});

describe('API tokens', () => {
  it('are shown once, work within their scopes, and stop when they are revoked', async () => {
    const { page } = await at('tokens');
    await field(page, 'What it is for').fill('weather bot');
    await button(page, 'Make the token').click();
    const token = await page.getByRole('textbox', { name: 'Token' }).inputValue();
    expect(token).toMatch(/^hub_/);
    expect(await obstacles(page)).toEqual([]);
    await stage.call('GET', '/rooms', token);
    await expect(stage.call('POST', '/rooms/1/messages', token, { text: 'not allowed' })).rejects.toThrow('insufficient_scope');
    await page.reload();
    await button(page, 'Revoke weather bot').click();
    expect(await page.getByText(token).count()).toBe(0);
    await button(page.getByRole('dialog'), 'Revoke').click();
    await page.getByText('You have none.').waitFor();
    await expect(stage.call('GET', '/rooms', token)).rejects.toThrow('unauthenticated');
  });
});

describe('theme and language', () => {
  it('are kept in this browser', async () => {
    const { page } = await at('look');
    await page.getByLabel('Dark').check();
    const scheme = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    expect(await scheme()).toBe('dark');
    await page.getByLabel('Deutsch').check();
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    expect(await scheme()).toBe('dark');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
    expect(await obstacles(page)).toEqual([]);
  });
});

describe('closing the account', () => {
  it('takes its name and password', async () => {
    const { page, username } = await at('leaving');
    const deleting = block(page, 'Delete it for good');
    await field(deleting, 'Type your username to go on').fill('somebody else');
    await field(deleting, 'Your password').fill(passwordOf(username));
    await button(deleting, 'Delete my account for good').click();
    await deleting.getByText('This is not your username.').waitFor();
    await field(deleting, 'Type your username to go on').fill(username);
    await button(deleting, 'Delete my account for good').click();
    await signIn(page, username);
    await page.getByText('Unknown name, or another password.').waitFor();
  });
});
