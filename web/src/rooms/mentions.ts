/** Whether a text names somebody, as `@name`. */
export function mentions(text: string, username: string | undefined): boolean {
  if (username === undefined || !text.includes('@')) {
    return false;
  }
  const named = text.toLocaleLowerCase();
  const name = `@${username.toLocaleLowerCase()}`;
  for (let at = named.indexOf(name); at >= 0; at = named.indexOf(name, at + 1)) {
    const before = named[at - 1];
    const rest = named.slice(at + name.length);
    // A dot or hyphen goes on with the name only if more of it follows.
    if ((before === undefined || !/[\p{L}\p{N}_]/u.test(before)) && !/^(?:[.-]*[\p{L}\p{N}_])/u.test(rest)) {
      return true;
    }
  }
  return false;
}
