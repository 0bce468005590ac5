import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { articles, composer, createRoom, feed, openRoom, passwordOf, say, sees, seesInOrder, setTopic, signIn, Stage } from './stage';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.build();
});
afterAll(() => stage?.clear());
afterEach(async ({ task }) => {
  await stage.closePages(task.result?.state === 'fail' ? task.name : undefined);
  expect(stage.complaints.splice(0)).toEqual([]);
});

describe('a first visit', () => {
  it('leads from the printed link to a first message and an invitation', async () => {
    const page = await (await stage.visitor()).newPage();
    await page.goto(`/setup#${stage.server.setupToken}`);
    await page.getByLabel('Username').fill('root.of.all');
    expect(page.url()).toMatch(/\/setup$/);
    await page.getByLabel('E-mail address').fill('root@example.org');
    await page.getByLabel('Password', { exact: true }).fill(passwordOf('root'));
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByText('It is quiet here').waitFor();
    await page.getByRole('button', { name: 'Invite people' }).click();
    const link = await page.getByRole('dialog').getByRole('textbox').inputValue();
    expect(link).toContain('/register#');
    await page.getByRole('img', { name: /code/ }).waitFor();
    await page.keyboard.press('Escape');
    await say(page, 'the first word');
    await sees(page, 'the first word');

    const guest = await (await stage.visitor()).newPage();
    await guest.goto(link);
    await guest.getByText('You are invited').waitFor();
    await guest.getByLabel('Username').fill('bo');
    await guest.getByLabel('E-mail address').fill('bo@example.org');
    await guest.getByLabel('Password', { exact: true }).fill(passwordOf('bo'));
    await guest.getByRole('button', { name: 'Make the account' }).click();
    await sees(guest, 'the first word');
  });
});

describe('talking', () => {
  it('shows two people what the other says, once and in order', async () => {
    const [ana, bo] = [await stage.person('ana'), await stage.person('bo')];
    const texts = Array.from({ length: 6 }, (_, i) => `talk ${i}`);
    for (const [i, text] of texts.entries()) {
      const [speaker, listener] = i % 2 === 0 ? [ana, bo] : [bo, ana];
      await say(speaker, text);
      await sees(listener, text);
    }
    await seesInOrder(ana, texts);
    await seesInOrder(bo, texts);
  });

  it('shows who types', async () => {
    const [ana, bo] = [await stage.person('ana'), await stage.person('bo')];
    await composer(ana).pressSequentially('hm');
    await bo.getByText('ana is typing').waitFor();
  });

  it('lets into a private room by its password only', async () => {
    const [ana, bo] = [await stage.person('ana'), await stage.person('bo')];
    await createRoom(ana, 'lab', 'beaker and flask');
    await say(ana, 'psst');
    await bo.goto(ana.url());
    await bo.getByLabel('Password, if it has one').fill('wrong');
    await bo.getByRole('button', { name: 'Join' }).click();
    await bo.getByText('There is no such room, or it takes its password').waitFor();
    await bo.getByLabel('Password, if it has one').fill('beaker and flask');
    await bo.getByRole('button', { name: 'Join' }).click();
    await sees(bo, 'psst');
  });

  it('shows what a room is about, in it and to those who look for one', async () => {
    const [ana, bo] = [await stage.person('ana'), await stage.person('bo')];
    await createRoom(ana, 'aviary');
    await setTopic(ana, 'All about parrots');
    await bo.goto('/rooms');
    await bo.getByLabel('Search').fill('parrots');
    await bo.getByRole('listitem').filter({ hasText: 'All about parrots' }).getByRole('button', { name: 'Join: aviary' }).click();
    await bo.getByRole('main').getByTitle('All about parrots').waitFor();
    await setTopic(ana, 'Owls, too');
    await bo.getByRole('main').getByTitle('Owls, too').waitFor();
    await sees(bo, 'ana set the topic: Owls, too');
    await bo.locator('main > header').getByRole('button', { name: 'Menu' }).click();
    expect(await bo.getByRole('menuitem', { name: 'Set the topic' }).count()).toBe(0);
    await setTopic(ana, '');
    await sees(bo, 'ana took the topic away');
    expect(await bo.getByRole('main').getByTitle('Owls, too').count()).toBe(0);
  });

  it('counts what is unread, and opens a room at it', async () => {
    const [ana, bo] = [await stage.person('ana'), await stage.person('bo')];
    await createRoom(ana, 'news');
    await bo.goto(ana.url());
    await bo.getByRole('button', { name: 'Join' }).click();
    await composer(bo).waitFor();
    await openRoom(bo, 'Everyone');
    for (let i = 1; i <= 3; i++) {
      await say(ana, `news ${i}`);
    }
    await bo.getByRole('link', { name: /news.*3 unread messages/ }).waitFor();
    await expect.poll(() => bo.title()).toMatch(/^\(\d+\) /);
    await openRoom(bo, 'news');
    await feed(bo).getByText('New messages').waitFor();
    await expect.poll(() => bo.getByRole('link', { name: /news/ }).innerText()).not.toContain('3');
  });

  it('does nothing of what hostile names and texts say', async () => {
    const page = await stage.person('ana');
    const hostile = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
    await createRoom(page, 'x"><img src=x onerror=window.hacked=1>');
    await setTopic(page, hostile);
    await say(page, hostile);
    await say(page, '[click](javascript:window.hacked=1) <a href="javascript:window.hacked=1">me</a>');
    await sees(page, 'onerror');
    await page.getByRole('main').getByTitle(hostile).waitFor();
    expect(await page.locator('main > header').locator('img, script').count()).toBe(0);
    expect(await feed(page).locator('img, script, a[href^="javascript"]').count()).toBe(0);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  });
});

describe('a network that fails', () => {
  it('loses and doubles nothing over a reload without a connection', async () => {
    const [ana, bo] = [await stage.person('ana'), await stage.person('bo')];
    await say(ana, 'before the tunnel');
    await sees(bo, 'before the tunnel');
    await ana.waitForFunction(() => navigator.serviceWorker.controller !== null || navigator.serviceWorker.ready.then(() => true));
    await ana.context().setOffline(true);
    await say(ana, 'in the tunnel 1');
    await say(ana, 'in the tunnel 2');
    await articles(ana, 'in the tunnel 2').waitFor();
    await ana.reload();
    await articles(ana, 'in the tunnel 2').waitFor();
    await say(ana, 'in the tunnel 3');
    await ana.context().setOffline(false);
    const all = ['before the tunnel', 'in the tunnel 1', 'in the tunnel 2', 'in the tunnel 3'];
    await seesInOrder(bo, all);
    await seesInOrder(ana, all);
    await say(bo, 'out again');
    await seesInOrder(ana, [...all, 'out again']);
  });

  it('goes on when the server was killed and started again', async () => {
    const [ana, bo] = [await stage.person('ana'), await stage.person('bo')];
    await say(ana, 'all is well');
    await sees(bo, 'all is well');
    await stage.server.kill();
    await say(ana, 'anybody there?');
    await ana.getByText(/Offline since/).first().waitFor();
    await stage.server.start();
    await ana.getByRole('button', { name: 'Try now' }).click();
    await seesInOrder(bo, ['all is well', 'anybody there?']);
    await say(bo, 'here again');
    await seesInOrder(ana, ['all is well', 'anybody there?', 'here again']);
  });

  it('keeps a draft over a reload', async () => {
    const page = await stage.person('ana');
    await composer(page).pressSequentially('half a thought');
    await page.reload();
    await composer(page).waitFor();
    expect(await composer(page).inputValue()).toBe('half a thought');
  });
});

describe('signing in', () => {
  it('stays signed in over reloads, in several tabs, and signs out in all', async () => {
    await stage.makeAccount('ana');
    const page = await (await stage.visitor()).newPage();
    await page.goto('/login');
    await signIn(page, 'ana');
    await composer(page).waitFor();
    const other = await page.context().newPage();
    await other.goto('/');
    await composer(other).waitFor();
    await page.reload();
    await composer(page).waitFor();
    await say(page, 'from one tab');
    await sees(other, 'from one tab');
    await page.getByRole('button', { name: /Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL('**/login');
    await other.waitForURL('**/login');
  });

  it('says what is wrong with a password', async () => {
    const context = await stage.visitor();
    const page = await context.newPage();
    await page.goto('/');
    await page.waitForURL('**/login');
    await page.getByLabel('Username or e-mail address').fill('ana');
    await page.getByLabel('Password', { exact: true }).fill(`${passwordOf('ana')}!`);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('Unknown name, or another password.').waitFor();
  });
});

describe('the keyboard', () => {
  it('leads to a room, to what is said there, and back to writing', async () => {
    const page = await stage.person('ana');
    await createRoom(page, 'keys');
    await say(page, 'first');
    await say(page, 'second');
    await sees(page, 'second');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('every');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Everyone', level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('keys');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'keys', level: 1 }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-composer'))).toBe(true);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.evaluate(() => document.querySelector<HTMLElement>('[role=article][tabindex="0"]')!.focus());
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('first');
  });
});
