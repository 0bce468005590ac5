import type { Table } from './tables';

interface Setting {
  readonly name: string;
  readonly value: unknown;
}

/** Small choices of one user in this browser: known at once after they were loaded, and written behind. */
export class Settings {
  private readonly values = new Map<string, unknown>();
  readonly loaded: Promise<void>;

  constructor(private readonly table: Table<Setting>) {
    this.loaded = this.load();
  }

  private async load(): Promise<void> {
    const kept = await this.table.all().catch(() => []);
    kept.filter(({ name }) => !this.values.has(name)).forEach(({ name, value }) => this.values.set(name, value));
  }

  /** As long as nothing else was chosen, or what is stored is of another type, the one given. */
  get<T extends string | number | boolean>(name: string, otherwise: T): T {
    const value = this.values.get(name);
    return typeof value === typeof otherwise ? (value as T) : otherwise;
  }

  set(name: string, value: string | number | boolean): void {
    this.values.set(name, value);
    this.table.put(name, { name, value }).catch(() => {});
  }
}
