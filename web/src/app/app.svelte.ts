import { createContext } from 'svelte';
import { Rest } from '../rest/rest';
import { Router } from '../router/router.svelte';
import { Session } from '../session/session.svelte';
import { sharedLink } from '../tabs';
import { Notices } from '../ui/notices.svelte';
import { Chat } from './chat';

/** The composition root: what the whole window has one of. */
export class App {
  readonly router = new Router();
  readonly session = new Session();
  readonly rest = new Rest(this.session.tokens);
  readonly notices = new Notices();

  openChat(): Chat {
    return new Chat(this.session, sharedLink);
  }
}

/** For components: gives what the window, and whoever is signed in, has one of. */
export const [useApp, provideApp] = createContext<App>();
export const [useChat, provideChat] = createContext<Chat>();
