import type { Element, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';

const marker = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|$)/;

/** `> [!CAUTION]` as a coloured box with a title, where GitHub draws one: at the head of a blockquote. */
export const decorateAlerts = (tree: Root): void => {
  visit(tree, 'element', (quote) => {
    if (quote.tagName !== 'blockquote') return undefined;
    const first = quote.children.find((child): child is Element => child.type === 'element');
    const text = first?.tagName === 'p' ? first.children[0] : undefined;
    const kind = text?.type === 'text' ? marker.exec(text.value) : null;
    if (!first || text?.type !== 'text' || !kind) return undefined;
    const name = (kind[1] ?? '').toLowerCase();
    text.value = text.value.slice(kind[0].length);
    const title: Element = {
      type: 'element',
      tagName: 'p',
      properties: { className: ['alert-title'] },
      children: [{ type: 'text', value: name.charAt(0).toUpperCase() + name.slice(1) }],
    };
    quote.tagName = 'div';
    quote.properties = { className: ['alert', `alert-${name}`] };
    quote.children.unshift(title);
    return SKIP;
  });
};
