import { createContext } from 'svelte';
import { browserClock, type Id } from '../hubbub';
import { notify } from '../notify/notify';
import { Rest } from '../rest/rest';
import { Router } from '../router/router.svelte';
import { Session } from '../session/session.svelte';
import { OwnAccount } from '../settings/account';
import { Standing } from '../settings/standing.svelte';
import { Drafts, openTables, Settings } from '../storage';
import { sharedLink } from '../tabs';
import { Notices } from '../ui/notices.svelte';
import { Chat } from './chat';

/** The composition root: what the whole window has one of. */
export class App {
  readonly router = new Router();
  readonly session = new Session();
  readonly rest = new Rest(this.session.tokens);
  readonly notices = new Notices();

  /** For the user who is signed in. */
  async openChat(user: Id): Promise<Chat> {
    const tables = await openTables(user);
    const drafts = new Drafts(tables.table('drafts'), browserClock, sessionStorage);
    const settings = new Settings(tables.table('settings'));
    await Promise.all([drafts.loaded, settings.loaded]);
    const standing = new Standing(() => new OwnAccount(this.rest).show(), settings);
    return new Chat(this.session, sharedLink, { tables, drafts, settings }, (event, rooms) => notify(event, rooms, this.router), standing);
  }
}

/** For components: gives what the window, and whoever is signed in, has one of. */
export const [useApp, provideApp] = createContext<App>();
export const [useChat, provideChat] = createContext<Chat>();
