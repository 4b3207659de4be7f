import type { Root } from 'hast';
import { visit } from 'unist-util-visit';

/** A page here loads nothing from elsewhere: an image becomes a link that says what it is. */
export const replaceImages = (tree: Root): void => {
  visit(tree, 'element', (image) => {
    if (image.tagName !== 'img') return;
    const { src, alt } = image.properties;
    image.tagName = 'a';
    image.properties = { href: src ?? '#', className: ['image'] };
    image.children = [{ type: 'text', value: `image: ${alt || String(src)}` }];
  });
};
