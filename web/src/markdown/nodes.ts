import type { Inline } from './ast';

/** The same with neighbouring texts in one, and no empty ones. */
export function merged(nodes: readonly Inline[]): Inline[] {
  const result: Inline[] = [];
  let text = '';
  for (const node of nodes) {
    if (node.kind === 'text') {
      text += node.text;
      continue;
    }
    if (text !== '') {
      result.push({ kind: 'text', text });
      text = '';
    }
    result.push(node);
  }
  if (text !== '') {
    result.push({ kind: 'text', text });
  }
  return result;
}

/** What may stand in a link's text: nothing that is clicked itself. */
export function withoutLinks(nodes: readonly Inline[]): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    switch (node.kind) {
      case 'link':
        return withoutLinks(node.children);
      case 'mention':
        return [{ kind: 'text', text: `@${node.name}` }];
      case 'strong':
      case 'emphasis':
      case 'strike':
        return [{ kind: node.kind, children: merged(withoutLinks(node.children)) }];
      default:
        return [node];
    }
  });
}
