import { MemoryTables, TABLES, type Table, type TableName, type Tables } from './tables';

const VERSION = 1;

/**
 * One user's tables in IndexedDB: a database of their own for each user, so that another one on the same browser sees
 * nothing of them, and signing out deletes it as a whole.
 */
export class IndexedTables implements Tables {
  private constructor(
    private readonly database: IDBDatabase,
    private readonly factory: IDBFactory,
  ) {
    // Another tab deletes it, or a newer version of this program wants another shape: don't stand in the way.
    database.onversionchange = () => database.close();
  }

  static async open(user: string, factory: IDBFactory): Promise<IndexedTables> {
    const opening = factory.open(nameOf(user), VERSION);
    opening.onupgradeneeded = () => TABLES.forEach((name) => opening.result.createObjectStore(name));
    return new IndexedTables(await done(opening), factory);
  }

  table<T>(name: TableName): Table<T> {
    return {
      all: async () => (await this.on(name, 'readonly', (store) => store.getAll())) as T[],
      put: async (key, value) => void (await this.on(name, 'readwrite', (store) => store.put(value, key))),
      delete: async (key) => void (await this.on(name, 'readwrite', (store) => store.delete(key))),
    };
  }

  private async on<R>(name: TableName, mode: IDBTransactionMode, what: (store: IDBObjectStore) => IDBRequest<R>): Promise<R> {
    const transaction = this.database.transaction(name, mode);
    const request = what(transaction.objectStore(name));
    if (mode === 'readwrite') {
      // At once: a page that is going away gets no turn to do it later.
      transaction.commit();
    }
    const result = await done(request);
    if (mode === 'readwrite') {
      await committed(transaction);
    }
    return result;
  }

  async destroy(): Promise<void> {
    try {
      await Promise.all(TABLES.map((name) => this.on(name, 'readwrite', (store) => store.clear())));
    } finally {
      this.database.close();
      // Empty it is by now; a tab that does not let go of it only keeps its name.
      const deleting = this.factory.deleteDatabase(this.database.name);
      await new Promise((over) => (deleting.onsuccess = deleting.onerror = deleting.onblocked = over));
    }
  }

  close(): void {
    this.database.close();
  }
}

/**
 * A user's tables in this browser, or in memory where it does not let us.
 */
export async function openTables(user: string, factory: IDBFactory | undefined = browserFactory()): Promise<Tables> {
  try {
    return factory === undefined ? new MemoryTables() : await IndexedTables.open(user, factory);
  } catch {
    return new MemoryTables();
  }
}

/** Even to look at it throws, where a browser is told to keep nothing. */
function browserFactory(): IDBFactory | undefined {
  try {
    return globalThis.indexedDB;
  } catch {
    return undefined;
  }
}

function nameOf(user: string): string {
  return `hubbub-${user}`;
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the storage failed'));
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('the storage failed'));
  });
}
