/** Whether a name is meant by what somebody typed: all its words occur, ignoring case and accents. */
export function matches(name: string, typed: string): boolean {
  const plain = folded(name);
  return folded(typed)
    .split(/\s+/)
    .every((word) => plain.includes(word));
}

/** For choosing between several: names that begin with what was typed come first. */
export function rank(name: string, typed: string): number {
  const plain = folded(name);
  const wanted = folded(typed).trim();
  return plain.startsWith(wanted) ? 0 : new RegExp(`[\\s._-]${escaped(wanted)}`, 'u').test(plain) ? 1 : 2;
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
