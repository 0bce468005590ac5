import { t } from '../texts';
import type { Section } from '../ui/load';

/** The pages of /settings, in their order. Each is loaded when it is first shown. */
export const sections: readonly Section[] = [
  { name: 'profile', title: () => t.profile.title, load: () => import('./ProfilePage.svelte') },
  { name: 'look', title: () => t.settings.look, load: () => import('./LookPage.svelte') },
  { name: 'security', title: () => t.security.title, load: () => import('./SecurityPage.svelte') },
  { name: 'sessions', title: () => t.sessions.title, load: () => import('./SessionsPage.svelte') },
  { name: 'tokens', title: () => t.tokens.title, load: () => import('./TokensPage.svelte') },
  { name: 'leaving', title: () => t.leaving.title, load: () => import('./LeavingPage.svelte') },
];
