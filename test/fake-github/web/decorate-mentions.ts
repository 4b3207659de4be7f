import type { Element, ElementContent, Root, Text } from 'hast';
import { SKIP, visitParents } from 'unist-util-visit-parents';

/** What GitHub takes for a user or a team, where no word goes before it. */
const mention = /(?<![\w/.@`-])@([a-z\d](?:[a-z\d-]{0,38})(?:\/[a-z\d][\w.-]*)?)/gi;

const link = (name: string): Element => ({
  type: 'element',
  tagName: 'a',
  properties: { className: ['mention'], href: `/${name}` },
  children: [{ type: 'text', value: `@${name}` }],
});

const split = ({ value }: Text): ElementContent[] => {
  const parts: ElementContent[] = [];
  let at = 0;
  for (const found of value.matchAll(mention)) {
    parts.push({ type: 'text', value: value.slice(at, found.index) }, link(found[1] ?? ''));
    at = found.index + found[0].length;
  }
  return [...parts, { type: 'text', value: value.slice(at) }];
};

/** Links each mention, so that a forged one is seen in a page as it would ring on GitHub. */
export const decorateMentions = (tree: Root): void => {
  visitParents(tree, 'text', (text, ancestors) => {
    const parent = ancestors.at(-1);
    const quoted = ancestors.some((node) => node.type === 'element' && ['a', 'code', 'pre'].includes(node.tagName));
    if (quoted || parent?.type !== 'element') return undefined;
    const parts = split(text);
    if (parts.length === 1) return undefined;
    const index = parent.children.indexOf(text);
    parent.children.splice(index, 1, ...parts);
    return [SKIP, index + parts.length];
  });
};
