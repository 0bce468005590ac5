/** Values of one kind, by key. */
export interface Table<T> {
  all(): Promise<T[]>;
  put(key: string, value: T): Promise<void>;
  delete(key: string): Promise<void>;
}

/** All that one user keeps in this browser. */
export interface Tables {
  table<T>(name: TableName): Table<T>;
  /** Deletes everything; for whoever signs out. */
  destroy(): Promise<void>;
  close(): void;
}

export const TABLES = ['outbox', 'drafts', 'settings'] as const;
export type TableName = (typeof TABLES)[number];

/** Where there is no storage, as in some private windows: for as long as the tab is open. */
export class MemoryTables implements Tables {
  private readonly tables = new Map<TableName, Map<string, unknown>>();

  table<T>(name: TableName): Table<T> {
    const values = (this.tables.get(name) ?? new Map<string, unknown>()) as Map<string, T>;
    this.tables.set(name, values);
    return {
      all: () => Promise.resolve([...values.values()]),
      put: async (key, value) => void values.set(key, value),
      delete: async (key) => void values.delete(key),
    };
  }

  destroy(): Promise<void> {
    this.tables.forEach((values) => values.clear());
    return Promise.resolve();
  }

  close(): void {}
}
