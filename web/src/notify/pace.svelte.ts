/**
 * A value as it is now and then: its changes show at once after a quiet stretch, and else together at that stretch's end.
 * Whatever the browser shows outside the page (title, icons, badges) costs milliseconds each time.
 */
export class Paced<T> {
  current: T = $state.raw() as T;
  private next: { readonly value: T } | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    first: T,
    private readonly everyMs: number,
  ) {
    this.current = first;
  }

  set(value: T): void {
    if (this.timer !== undefined) {
      this.next = { value };
    } else if (value !== this.current) {
      this.current = value;
      this.timer = setTimeout(() => this.goOn(), this.everyMs);
    }
  }

  private goOn(): void {
    this.timer = undefined;
    const { next } = this;
    this.next = undefined;
    if (next !== undefined) {
      this.set(next.value);
    }
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
