import type { Component } from 'svelte';

/** Loads a page when it is first shown. */
export type Load = () => Promise<{ default: Component<Record<string, never>> }>;

/** One page among several of a kind, like those of the settings. */
export interface Section {
  /** In the path. */
  readonly name: string;
  /** Asked when it is shown, since only then the language is known. */
  readonly title: () => string;
  readonly load: Load;
}
