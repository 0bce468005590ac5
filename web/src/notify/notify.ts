import type { RoomEvent } from '../hubbub';
import { parse, plainText } from '../markdown';
import type { Rooms } from '../rooms/rooms.svelte';
import { paths } from '../router/routes';
import type { Router } from '../router/router.svelte';
import { t } from '../texts';
import { chosenNotify, chosenSound } from './choice';
import { chime } from './chime';

const MOST_SHOWN = 200;

/** Tells the user of a message on the desktop, if he looks elsewhere and wants that. */
export function notify(event: RoomEvent, rooms: Rooms, router: Router): void {
  const room = rooms.find(event.room);
  const looks = !document.hidden && document.hasFocus();
  if (looks || room === undefined || event.kind !== 'message' || event.author.id === rooms.me?.id) {
    return;
  }
  const wanted = chosenNotify();
  const granted = 'Notification' in window && Notification.permission === 'granted';
  if (!granted || wanted === 'off' || (wanted === 'mentions' && !rooms.mentionsMe(event))) {
    return;
  }
  // One for each room, from however many tabs: a later one takes the earlier's place.
  const shown = new Notification(t.notify.in(event.author.username, room.name), {
    body: plainText(parse(event.text ?? '')).slice(0, MOST_SHOWN),
    tag: event.room,
    icon: '/icon.svg',
    silent: true,
  });
  shown.onclick = () => {
    window.focus();
    router.go(paths.room(event.room, event.seq));
    shown.close();
  };
  if (chosenSound()) {
    chime();
  }
}
