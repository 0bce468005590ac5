import { t } from '../texts';
import type { Section } from '../ui/load';

/** The pages of /admin, in their order. Each is loaded when it is first shown. */
export const sections: readonly Section[] = [
  { name: 'users', title: () => t.users.title, load: () => import('./UsersPage.svelte') },
  { name: 'invitations', title: () => t.invitations.title, load: () => import('./InvitationsPage.svelte') },
  { name: 'rooms', title: () => t.adminRooms.title, load: () => import('./RoomsPage.svelte') },
  { name: 'audit', title: () => t.audit.title, load: () => import('./AuditPage.svelte') },
  { name: 'status', title: () => t.status.title, load: () => import('./StatusPage.svelte') },
];
