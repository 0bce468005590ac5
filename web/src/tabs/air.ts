/** What tabs of one user say to each other. Each hub, the tab with the connection, has an id; so has each wire to it. */
export type Air =
  /** To whatever hub there is: this wire wants to be open. */
  | { readonly kind: 'open'; readonly wire: string }
  | { readonly kind: 'said'; readonly hub: string; readonly wire: string; readonly text: string }
  | { readonly kind: 'gone'; readonly hub: string; readonly wire: string }
  /** The network may be back: don't wait for timers to find out. */
  | { readonly kind: 'wake' }
  /** There is a new hub; those before it are no more. */
  | { readonly kind: 'here'; readonly hub: string }
  /** It heard of the wire, and will say whether that can be opened. */
  | { readonly kind: 'wait'; readonly hub: string; readonly wire: string }
  | { readonly kind: 'opened'; readonly hub: string; readonly wire: string }
  | { readonly kind: 'told'; readonly hub: string; readonly wire: string; readonly texts: readonly string[] }
  /** For all wires that were welcomed. */
  | { readonly kind: 'all'; readonly hub: string; readonly texts: readonly string[] }
  /** Without a wire: all of them. */
  | { readonly kind: 'closed'; readonly hub: string; readonly wire?: string; readonly code: number; readonly reason: string }
  /** The hub has a connection now. */
  | { readonly kind: 'up'; readonly hub: string };

/** What tabs talk over: what one says all others hear, in the order in which it was said. */
export type Channel = Pick<BroadcastChannel, 'postMessage' | 'onmessage' | 'close'>;

export function freshId(): string {
  return crypto.getRandomValues(new Uint32Array(3)).join('-');
}
