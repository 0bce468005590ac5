import { createContext } from 'svelte';

/** Which parts of the window are open. On a phone the sidebar lies over the page. */
export class Layout {
  sidebar = $state(false);
  people = $state(localStorage.getItem('people') !== 'hidden' && matchMedia('(width >= 70rem)').matches);

  showSidebar(): void {
    this.sidebar = true;
  }

  hideSidebar(): void {
    this.sidebar = false;
  }

  togglePeople(): void {
    this.people = !this.people;
    if (matchMedia('(width >= 70rem)').matches) {
      localStorage.setItem('people', this.people ? 'shown' : 'hidden');
    }
  }
}

export const [useLayout, provideLayout] = createContext<Layout>();
