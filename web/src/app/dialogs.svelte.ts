import { createContext } from 'svelte';

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly danger?: boolean;
  /** What a yes does. It may fail; the dialog says so. */
  readonly then: () => Promise<unknown>;
}

export type Dialog =
  | { readonly name: 'create' | 'invite' | 'switcher' | 'keys' }
  | { readonly name: 'rename' | 'topic'; readonly room: string }
  | { readonly name: 'ask'; readonly question: Question };

/** The one dialog that is open, if any. */
export class Dialogs {
  current: Dialog | undefined = $state.raw();

  open(dialog: Dialog): void {
    this.current = dialog;
  }

  ask(question: Question): void {
    this.current = { name: 'ask', question };
  }

  close(): void {
    this.current = undefined;
  }
}

export const [useDialogs, provideDialogs] = createContext<Dialogs>();
