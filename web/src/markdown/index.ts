/**
 * Messages' texts: `parse` reads them into a small tree in linear time, `Markdown.svelte` shows that tree without HTML.
 */
export type { Block, Inline } from './ast';
export { loadEmoji, type Emoji } from './emoji';
export { parse } from './parse';
export { mentions, plainText } from './text';
