import { createContext } from 'svelte';

/** Where the people have a place beside the messages, instead of lying over them. */
const wide = matchMedia('(width >= 70rem)');

/** Which parts of the window are open. On a phone the sidebar lies over the page. */
export class Layout {
  sidebar = $state(false);
  people = $state(isWanted());

  constructor() {
    wide.onchange = () => (this.people = isWanted());
  }

  /** Closes what lies over the page; false if nothing does. */
  uncover(): boolean {
    const covered = this.sidebar || (this.people && !wide.matches);
    this.sidebar = false;
    this.people &&= wide.matches;
    return covered;
  }

  showSidebar(): void {
    this.sidebar = true;
  }

  hideSidebar(): void {
    this.sidebar = false;
  }

  togglePeople(): void {
    this.people = !this.people;
    if (wide.matches) {
      localStorage.setItem('people', this.people ? 'shown' : 'hidden');
    }
  }
}

function isWanted(): boolean {
  return wide.matches && localStorage.getItem('people') !== 'hidden';
}

export const [useLayout, provideLayout] = createContext<Layout>();
