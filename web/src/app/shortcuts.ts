import { paths } from '../router/routes';
import { t } from '../texts';
import type { App } from './app.svelte';
import type { Chat } from './chat';
import type { Dialogs } from './dialogs.svelte';
import type { Layout } from './layout.svelte';

/** What shortcuts work on. */
export interface Desk {
  readonly app: App;
  readonly chat: Chat;
  readonly dialogs: Dialogs;
  readonly layout: Layout;
}

export interface Shortcut {
  /** As the sheet shows them; `Ctrl` is Cmd on a Mac, too. */
  readonly keys: string;
  readonly text: () => string;
  readonly run: (desk: Desk) => void;
}

export const shortcuts: readonly Shortcut[] = [
  { keys: 'Ctrl K', text: () => t.keys.switcher, run: ({ dialogs }) => dialogs.open({ name: 'switcher' }) },
  { keys: 'Alt Shift ↓', text: () => t.keys.nextUnread, run: (desk) => step(desk, 1, true) },
  { keys: 'Alt ↓', text: () => t.keys.nextRoom, run: (desk) => step(desk, 1, false) },
  { keys: 'Alt ↑', text: () => t.keys.previousRoom, run: (desk) => step(desk, -1, false) },
  { keys: 'Ctrl End', text: () => t.keys.newest, run: ({ chat }) => void chat.reading?.goToNewest() },
  { keys: 'Ctrl Shift U', text: () => t.keys.people, run: ({ layout }) => layout.togglePeople() },
  { keys: 'Ctrl /', text: () => t.keys.sheet, run: ({ dialogs }) => dialogs.open({ name: 'keys' }) },
];

/** The shortcut that a key press means; undefined for none. */
export function shortcutOf(event: KeyboardEvent): Shortcut | undefined {
  const names: Record<string, string> = { ArrowDown: '↓', ArrowUp: '↑' };
  const key = names[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  const pressed = [event.ctrlKey || event.metaKey ? 'Ctrl' : '', event.altKey ? 'Alt' : '', event.shiftKey && key !== '/' ? 'Shift' : '', key];
  const keys = pressed.filter((part) => part !== '').join(' ');
  return shortcuts.find((shortcut) => shortcut.keys === keys);
}

/** To the next room, around the end of the list. */
function step({ app, chat }: Desk, by: 1 | -1, unreadOnly: boolean): void {
  const { list } = chat.rooms;
  const { route } = app.router;
  const current = route.page === 'room' ? route.room : chat.rooms.global?.id;
  const at = list.findIndex(({ id }) => id === current);
  for (let i = 1; i <= list.length; i++) {
    const room = list[(at + by * i + list.length * i) % list.length];
    if (room !== undefined && room.id !== current && (!unreadOnly || room.unread > 0)) {
      app.router.go(paths.room(room.id));
      return;
    }
  }
}
