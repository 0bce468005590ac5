const HUES = 10;

/** The same colour for the same user everywhere. The low bits of an id count up within a millisecond; the rest is time. */
export function hueOf(id: string): number {
  let hash = 0;
  for (const character of id) {
    hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  }
  return Math.floor(hash / 7) % HUES;
}

export function initialOf(name: string): string {
  return (Array.from(name.matchAll(/[\p{L}\p{N}]/gu))[0]?.[0] ?? '?').toLocaleUpperCase();
}
