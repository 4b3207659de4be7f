import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

const parser = unified().use(remarkParse).use(remarkGfm);

/** All the HTML a report writes; a summary holds names as words or as escaped code. */
const ownHtml =
  /^(?:<br>|<sub>|<\/sub>|<details>|<\/details>|<!-- blast-radius test -->|<details(?: open)?><summary>(?:[^<>]|<b>|<\/b>|<code>|<\/code>)*<\/summary>)$/;

/** What GitHub would bring to life in plain text. */
const lively = /@[\w-]|#\d|\bGH-\d|https?:|\bwww\.|[\w.]+@[\w.]+|:[a-z0-9_+-]+:|\b[0-9a-f]{8,40}\b/i;

const ownLinks = 'https://github.com/acme/flux/blob/';

/**
 * Everything in a report's markdown that is more than text and is not the report's own.
 * Reads the markdown as a parser does, not as it was meant.
 */
export function liveConstructs(markdown: string): string[] {
  const found: string[] = [];
  let open = 0;
  visit(parser.parse(markdown), (node: Nodes) => {
    if (node.type === 'text' && lively.test(node.value)) found.push(`text ${node.value}`);
    if (node.type === 'html' && !ownHtml.test(node.value)) found.push(`html ${node.value}`);
    if (node.type === 'html' && /^<details(?: open)?>/.test(node.value)) open += 1;
    if (node.type === 'html' && node.value === '</details>') open -= 1;
    if (node.type === 'link' && !node.url.startsWith(ownLinks)) found.push(`link ${node.url}`);
    if (node.type === 'heading' && node.depth !== 3) found.push('heading');
    if (node.type === 'code' && !['diff', 'mermaid', 'yaml'].includes(node.lang ?? ''))
      found.push(`fence ${node.lang}`);
    if (
      ['image', 'imageReference', 'linkReference', 'definition', 'footnoteDefinition', 'footnoteReference'].includes(
        node.type,
      )
    )
      found.push(node.type);
    if (['thematicBreak', 'delete', 'emphasis'].includes(node.type)) found.push(node.type);
    if (node.type === 'list' && node.ordered) found.push('ordered list');
    if (node.type === 'table') {
      const [head] = node.children;
      if (node.children.some(({ children }) => children.length !== head?.children.length)) found.push('table');
    }
  });
  if (open !== 0) found.push(`${open} details left open`);
  if (markdown.split('<!--').length > 2) found.push('a second marker');
  for (const line of markdown.split(/\r?\n/)) if (/^\s*\//.test(line)) found.push(`command ${line}`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const unseen = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/.exec(
    markdown,
  );
  if (unseen !== null) found.push(`U+${unseen[0].charCodeAt(0).toString(16)}`);
  return found;
}
