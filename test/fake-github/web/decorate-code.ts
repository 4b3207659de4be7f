import type { Element, ElementContent, Root } from 'hast';
import { visit } from 'unist-util-visit';

const languageOf = (code: Element): string => {
  const names = code.properties.className;
  const name = (Array.isArray(names) ? names : []).map(String).find((each) => each.startsWith('language-'));
  return name?.slice('language-'.length) ?? '';
};

const lineClass = (line: string): string => {
  if (line.startsWith('@@')) return 'hunk';
  if (line.startsWith('+') || line.startsWith('!')) return 'added';
  return line.startsWith('-') ? 'removed' : 'same';
};

const colour = (text: string): ElementContent[] =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => ({
      type: 'element',
      tagName: 'span',
      properties: { className: [lineClass(line)] },
      children: [{ type: 'text', value: `${line}\n` }],
    }));

/** Colours diffs by line; shows a mermaid picture as its source, and says so. */
export const decorateCode = (tree: Root): void => {
  visit(tree, 'element', (pre) => {
    const [code] = pre.children;
    if (pre.tagName !== 'pre' || code?.type !== 'element' || code.tagName !== 'code') return;
    const [text] = code.children;
    const language = languageOf(code);
    if (language === 'diff' && text?.type === 'text') code.children = colour(text.value);
    if (language !== '')
      pre.properties = { ...pre.properties, className: [`code-${language}`], 'data-language': language };
  });
};
