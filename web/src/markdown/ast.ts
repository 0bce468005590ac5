/** What a message's text means. A tree of plain values: showing it takes no HTML, and hostile text can mean nothing else. */
export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'fence'; readonly language: string; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'list';
      /** The first number, or undefined for bullets. */
      readonly start: number | undefined;
      readonly items: readonly (readonly Block[])[];
    };

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly children: readonly Inline[] }
  | { readonly kind: 'emphasis'; readonly children: readonly Inline[] }
  | { readonly kind: 'strike'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'mention'; readonly name: string }
  /** A shortcode such as `:smile:`, by its name; whether there is such an emoji is for the table to say. */
  | { readonly kind: 'emoji'; readonly name: string };

export type SpanKind = 'strong' | 'emphasis' | 'strike';

/** How deep things may nest; what would be deeper stays text. Keeps hostile messages from overflowing the stack. */
export const MOST_SPANS = 16;
export const MOST_BLOCKS = 6;
