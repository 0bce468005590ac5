/** An emoji by the name that stands between colons. */
export interface Emoji {
  readonly name: string;
  readonly char: string;
}

let table: ReadonlyMap<string, string> | undefined;
let loading: Promise<ReadonlyMap<string, string>> | undefined;

/** The table of shortcodes, by name, if it is there yet. */
export function loadedEmoji(): ReadonlyMap<string, string> | undefined {
  return table;
}

/** Loads the table when somebody first needs it, and again after a load that failed. */
export function loadEmoji(): Promise<ReadonlyMap<string, string>> {
  loading ??= import('./emoji-table').then(
    ({ TABLE }) => (table = readTable(TABLE)),
    (fault: unknown) => {
      loading = undefined;
      throw fault;
    },
  );
  return loading;
}

function readTable(written: string): ReadonlyMap<string, string> {
  return new Map(
    written
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [char, ...names] = line.trim().split(' ');
        return names.map((name): [string, string] => [name, char!]);
      }),
  );
}

/** Those that somebody who typed `start` may mean: names that begin with it before those that hold it. */
export function matching(table: ReadonlyMap<string, string>, start: string, most: number): Emoji[] {
  const wanted = start.toLowerCase();
  const all = Array.from(table, ([name, char]): Emoji => ({ name, char }));
  const first = all.filter(({ name }) => name.startsWith(wanted));
  const then = all.filter(({ name }) => !name.startsWith(wanted) && name.includes(wanted));
  return [...first, ...then].slice(0, most);
}
