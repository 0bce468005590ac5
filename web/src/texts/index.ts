import { en, type Texts } from './en';

export type { Texts };

/** The texts in the language of this visit. A change of language loads the page anew, so that nothing need watch it. */
export let t: Texts = en;

/** By its code, with the name that it has for itself. */
export const languages: Readonly<Record<string, string>> = { en: 'English', de: 'Deutsch' };

const KEY = 'language';

export function chosenLanguage(): string | undefined {
  const chosen = localStorage.getItem(KEY) ?? '';
  return chosen in languages ? chosen : undefined;
}

export function chooseLanguage(language: string | undefined): void {
  if (language === undefined) {
    localStorage.removeItem(KEY);
  } else {
    localStorage.setItem(KEY, language);
  }
  location.reload();
}

/** Loads the texts of the language that the user chose, or else of the first that the browser prefers and there is. */
export async function speak(): Promise<void> {
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2)).find((code) => code in languages);
  const language = chosenLanguage() ?? preferred ?? 'en';
  if (language === 'de') {
    t = (await import('./de')).de;
  }
  // With its region, by which times and numbers are written.
  document.documentElement.lang = navigator.languages.find((tag) => tag.slice(0, 2) === language) ?? language;
}
