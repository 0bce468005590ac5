import type { Block, Inline } from './ast';

/** What a message says in one line without its marks: for notifications, previews and what screen readers announce. */
export function plainText(blocks: readonly Block[]): string {
  return blocks.map(blockText).join(' ').replace(/\s+/g, ' ').trim();
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return inlineText(block.children);
    case 'fence':
      return block.text;
    case 'quote':
      return plainText(block.blocks);
    case 'list':
      return block.items.map(plainText).join(' ');
  }
}

function inlineText(nodes: readonly Inline[]): string {
  return nodes.map(nodeText).join('');
}

function nodeText(node: Inline): string {
  switch (node.kind) {
    case 'text':
    case 'code':
      return node.text;
    case 'break':
      return ' ';
    case 'mention':
      return `@${node.name}`;
    case 'emoji':
      return `:${node.name}:`;
    default:
      return inlineText(node.children);
  }
}

/** The names that a message mentions, each once; not those in code. */
export function mentions(blocks: readonly Block[]): string[] {
  const names = new Set<string>();
  const visit = (nodes: readonly Inline[]): void => {
    for (const node of nodes) {
      if (node.kind === 'mention') {
        names.add(node.name);
      } else if ('children' in node) {
        visit(node.children);
      }
    }
  };
  const visitBlock = (block: Block): void => {
    if (block.kind === 'paragraph') {
      visit(block.children);
    } else if (block.kind === 'quote') {
      block.blocks.forEach(visitBlock);
    } else if (block.kind === 'list') {
      block.items.forEach((item) => item.forEach(visitBlock));
    }
  };
  blocks.forEach(visitBlock);
  return [...names];
}
