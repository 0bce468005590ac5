import type { Attachment } from 'svelte/attachments';

/** Whoever opens a room may write at once. Not on a phone, whose keyboard would cover what there is to read. */
export const focusesComposer: Attachment<HTMLElement> = (element) => {
  if (matchMedia('(pointer: fine)').matches && document.querySelector('dialog[open]') === null) {
    element.querySelector<HTMLElement>('[data-composer]')?.focus();
  }
};
