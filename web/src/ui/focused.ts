import type { Attachment } from 'svelte/attachments';

/** Puts the focus on the first thing of this kind within the element, when that appears. */
export function focused(selector: string): Attachment<HTMLElement> {
  return (element) => element.querySelector<HTMLElement>(selector)?.focus();
}
