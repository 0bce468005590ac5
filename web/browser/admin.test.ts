import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { obstacles } from './axe';
import { composer, passwordOf, signIn, Stage } from './stage';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.build();
  await stage.makeAdministrator('ada');
});
afterAll(() => stage?.clear());
afterEach(async ({ task }) => {
  await stage.closePages(task.result?.state === 'fail' ? task.name : undefined);
  expect(stage.complaints.splice(0)).toEqual([]);
});

/** The administrator in front of one of his pages, in which axe finds nothing. */
async function at(section: string): Promise<Page> {
  const page = await stage.person('ada');
  await page.goto(`/admin/${section}`);
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  await page.waitForLoadState('networkidle');
  expect(await obstacles(page)).toEqual([]);
  return page;
}

const button = (within: Page | Locator, name: string): Locator => within.getByRole('button', { name, exact: true });
const field = (within: Page | Locator, label: string): Locator => within.getByLabel(label, { exact: true });

/** What the menu below the rooms leads to, once the server has said who one is. */
async function menuOf(page: Page): Promise<string[]> {
  const answered = page.waitForResponse('**/api/v1/account');
  await page.getByRole('button', { name: /Account/ }).click();
  await answered;
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))));
  return (await page.getByRole('menuitem').allInnerTexts()).map((text) => text.trim());
}

describe('administration', () => {
  it('is not for others', async () => {
    const page = await stage.person('ana');
    await page.goto('/admin/users');
    await page.getByText('This is for administrators.').waitFor();
    expect(await obstacles(page)).toEqual([]);
    expect(await menuOf(page)).not.toContain('Administration');
    expect(await menuOf(await stage.person('ada'))).toContain('Administration');
  });
});

describe('users', () => {
  it('are found, demoted, kept out and let in again', async () => {
    const page = await at('users');
    const bo = await stage.person('bo');
    await field(page, 'Search by name or address').fill('bo@');
    await button(page, 'What to do with bo').click();
    const dialog = page.getByRole('dialog');
    expect(await obstacles(page)).toEqual([]);
    await field(dialog, 'Guest').check();
    await page.getByText('bo: Guest').waitFor();

    await button(page, 'What to do with bo').click();
    await button(dialog, 'Deactivate').click();
    await dialog.getByText('Deactivate bo?').waitFor();
    await button(dialog, 'Deactivate').click();
    await page.getByText('bo is deactivated.').waitFor();
    await bo.getByText('You were signed out. Sign in again to go on.').waitFor();
    await button(page, 'What to do with bo').click();
    await button(dialog, 'Let in again').click();
    await page.getByText('bo may sign in again.').waitFor();
    await signIn(bo, 'bo');
    await composer(bo).waitFor();
  });

  it('get a new password by a link that is shown once', async () => {
    await stage.makeAccount('forgetful');
    const page = await at('users');
    await field(page, 'Search by name or address').fill('forgetful');
    await button(page, 'What to do with forgetful').click();
    await button(page.getByRole('dialog'), 'Give a new password').click();
    const link = await page.getByRole('textbox', { name: 'Link for a new password' }).inputValue();
    expect(await obstacles(page)).toEqual([]);

    const forgetful = await (await stage.visitor()).newPage();
    await forgetful.goto(link);
    await field(forgetful, 'New password').fill('no longer forgotten');
    await button(forgetful, 'Set the new password').click();
    await forgetful.getByText('The new password is set.').waitFor();
    await expect(stage.tokenOf('forgetful')).rejects.toThrow('bad_credentials');
    await stage.call('POST', '/login', undefined, { login: 'forgetful', password: 'no longer forgotten' });
  });

  it('with hostile names do nothing', async () => {
    const page = await at('users');
    await stage.makeAccount('cy');
    await stage.call('PATCH', '/account', await stage.tokenOf('cy'), { displayName: '<img src=x onerror=window.hacked=1>' });
    await field(page, 'Search by name or address').fill('cy@');
    await page.getByText('<img src=x onerror=window.hacked=1>').waitFor();
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  });
});

describe('invitations', () => {
  it('let somebody in, until they are revoked', async () => {
    const page = await at('invitations');
    await field(page, 'Note for yourself').fill('for dee');
    await button(page, 'Make the invitation').click();
    const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
    expect(await obstacles(page)).toEqual([]);
    const dee = await (await stage.visitor()).newPage();
    await dee.goto(link);
    await dee.getByText('You are invited').waitFor();
    await button(page, 'Revoke the invitation “for dee”').click();
    await page.getByText('no longer good').waitFor();
    await field(dee, 'Username').fill('dee');
    await field(dee, 'E-mail address').fill('dee@example.org');
    await field(dee, 'Password').fill(passwordOf('dee'));
    await button(dee, 'Make the account').click();
    await dee.getByText('This was never given out, was used, or has expired.').first().waitFor();
  });
});

describe('rooms', () => {
  it('are listed, hidden ones too, and deleted under the eyes of those in them', async () => {
    await stage.makeAccount('eve');
    const token = await stage.tokenOf('eve');
    const { id } = await stage.call<{ id: string }>('POST', '/rooms', token, { name: 'secret den', visibility: 'private', password: 'knock knock' });
    const eve = await stage.person('eve');
    await eve.goto(`/rooms/${id}`);
    await composer(eve).waitFor();
    const page = await at('rooms');
    await field(page, 'Search by name').fill('secret');
    await page.getByText('private, hidden, with a password').waitFor();
    await button(page, 'Delete secret den').click();
    await button(page.getByRole('dialog'), 'Delete').click();
    await page.getByText('secret den is deleted.').waitFor();
    await eve.getByText('You are no longer in this room.').waitFor();
  });
});

describe('the audit log', () => {
  it('is filtered, and goes on page by page', async () => {
    const page = await at('audit');
    await field(page, 'Action').selectOption('registered');
    await button(page, 'Show').click();
    await expect.poll(() => page.locator('tbody code').allInnerTexts()).toSatisfy((actions: string[]) => actions.length > 0 && actions.every((action) => action === 'registered'));
    expect(await obstacles(page)).toEqual([]);
    await button(page, 'Clear').click();
    await page.locator('tbody code', { hasText: 'started' }).first().waitFor();
  });
});

describe('the server’s state', () => {
  it('is drawn live, and told as a table', async () => {
    const page = await at('status');
    await page.getByText('All is well').first().waitFor();
    await page.getByRole('img', { name: /^Connections: \d+ now, at most \d+/ }).waitFor();
    await page.getByText('As a table').click();
    const rows = page.getByRole('region', { name: 'The last minutes' }).last().locator('tbody tr');
    await expect.poll(() => rows.count(), { timeout: 15_000 }).toBeGreaterThan(1);
    expect(await obstacles(page)).toEqual([]);
  });
});
