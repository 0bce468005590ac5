import { problemText } from '../texts/problems';
import type { Page } from './pages';

/** A long list as far as it was asked for. */
export class Paged<T> {
  items: readonly T[] | undefined = $state.raw();
  fault = $state('');
  busy = $state(false);
  private next: string | undefined = $state();
  private turn = 0;

  readonly hasMore: boolean = $derived(this.next !== undefined);

  constructor(private readonly ask: (after?: string) => Promise<Page<T>>) {
    void this.restart();
  }

  /** From the beginning: the filters are others now, or something changed. */
  restart(): Promise<void> {
    return this.go(undefined);
  }

  more(): Promise<void> {
    return this.go(this.next);
  }

  replace(is: (item: T) => boolean, by: T | undefined): void {
    this.items = this.items?.flatMap((item) => (is(item) ? (by === undefined ? [] : [by]) : [item]));
  }

  private async go(after: string | undefined): Promise<void> {
    const turn = ++this.turn;
    this.busy = true;
    this.fault = '';
    try {
      const page = await this.ask(after);
      if (turn === this.turn) {
        this.items = after === undefined ? page.items : [...(this.items ?? []), ...page.items];
        this.next = page.next;
      }
    } catch (problem) {
      if (turn === this.turn) {
        this.fault = problemText(problem);
      }
    } finally {
      if (turn === this.turn) {
        this.busy = false;
      }
    }
  }
}
