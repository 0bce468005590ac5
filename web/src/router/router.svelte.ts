import { routeOf, type Route } from './routes';

/** Where the user is, as the address bar says it. Links within the app are followed without loading a page anew. */
export class Router {
  path = $state(location.pathname);
  /** What stood behind `#` when a page was entered: tokens, which no server and no log gets to see. */
  private fragment = location.hash.slice(1);

  /** Whether the user came from another page of the app, so that the new one must say where he is. */
  moved = false;

  readonly route: Route = $derived(routeOf(this.path));

  constructor() {
    addEventListener('popstate', () => this.arrive());
    document.addEventListener('click', (click) => this.follow(click));
  }

  go(path: string, how: 'push' | 'replace' = 'push'): void {
    if (path !== location.pathname + location.hash) {
      history[how === 'push' ? 'pushState' : 'replaceState'](null, '', path);
    }
    this.arrive();
  }

  /** Gives the fragment once, and takes it out of the address bar, where others could read it. */
  takeFragment(): string {
    const taken = this.fragment;
    this.fragment = '';
    if (location.hash !== '') {
      history.replaceState(null, '', location.pathname + location.search);
    }
    return taken;
  }

  private arrive(): void {
    this.moved = true;
    this.fragment = location.hash.slice(1);
    this.path = location.pathname;
  }

  private follow(click: MouseEvent): void {
    const plain = click.button === 0 && !click.metaKey && !click.ctrlKey && !click.shiftKey && !click.altKey;
    const link = click.target instanceof Element ? click.target.closest('a') : null;
    const within = link !== null && link.origin === location.origin && link.target === '' && !link.download;
    if (plain && within && !click.defaultPrevented) {
      click.preventDefault();
      this.go(link.pathname + link.hash);
    }
  }
}
