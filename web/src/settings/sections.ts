import { t } from '../texts';
import type { Section } from '../ui/load';

/** The pages of /settings, in their order. Each is loaded when it is first shown. */
export const sections: readonly Section[] = [
  { name: 'look', title: () => t.settings.look, load: () => import('./LookPage.svelte') },
];
