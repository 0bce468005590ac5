import { ownLink, type OpenLink } from '../connection/link';
import { browserClock, HubbubClient } from '../hubbub';
import { SharedLink } from './shared-link';

/**
 * One connection for all tabs of this browser in which the same user is signed in. Browsers have locks only where a page came
 * over TLS or from this machine; elsewhere each tab has a connection of its own.
 */
export const sharedLink: OpenLink = (session, listener) => {
  const { locks } = navigator;
  const { user } = session;
  if (locks === undefined || user === undefined || !('BroadcastChannel' in globalThis)) {
    return ownLink(session, listener);
  }
  const link = new SharedLink({
    user: user.id,
    listener,
    connect: (told, resume) =>
      new HubbubClient({
        url: `${location.origin.replace(/^http/, 'ws')}/ws`,
        token: (why) => (why === 'connect' ? Promise.resolve(undefined) : session.tokens.renew()),
        listener: told,
        resume,
      }),
    locks,
    channel: (name) => new BroadcastChannel(name),
    clock: browserClock,
    isHidden: () => document.hidden,
  });
  const unwatch = whenAwake(() => link.awake());
  return {
    send: (command, ref) => link.send(command, ref),
    typing: (room) => link.typing(room),
    wake: () => link.wake(),
    close: () => {
      unwatch();
      link.close();
    },
  };
};

/** After the browser froze the page, or kept it while its user was on another one. */
function whenAwake(task: () => void): () => void {
  const shown = (event: PageTransitionEvent): void => {
    if (event.persisted) {
      task();
    }
  };
  document.addEventListener('resume', task);
  addEventListener('pageshow', shown);
  return () => {
    document.removeEventListener('resume', task);
    removeEventListener('pageshow', shown);
  };
}
