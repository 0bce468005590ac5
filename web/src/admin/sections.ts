import type { Section } from '../ui/load';

/** The pages of /admin, in their order. Each is loaded when it is first shown. */
export const sections: readonly Section[] = [];
