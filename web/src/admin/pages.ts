/** A piece of a long list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** What to ask on with; missing on the last one. */
  readonly next?: string;
}

/** A path with those of the parameters that say something. */
export function pathWith(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  const query = new URLSearchParams(given).toString();
  return query === '' ? path : `${path}?${query}`;
}
