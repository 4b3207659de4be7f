import type { Nodes, Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

const parser = unified().use(rehypeRaw);

const ownElements = new Set(
  'a b code del details div fieldset footer form h1 h2 h3 h4 header input ins label legend li main meta ol option output p pre script section select span style summary table tbody td th thead title tr ul button'.split(
    ' ',
  ),
);

const ownAttributes =
  /^(?:id|class(?:Name)?|href|rel|role|aria\w+|data\w+|tabIndex|hidden|scope|colSpan|type|name|value|content|charSet|httpEquiv|placeholder|autoComplete)$/;

const ownLinks = 'https://github.com/acme/flux/blob/';

/** Everything in a report's HTML that is not the report's own, as a browser would parse it. */
export function liveHtml(page: string): string[] {
  const found: string[] = [];
  let scripts = 0;
  const root: Root = { type: 'root', children: [{ type: 'raw', value: page }] };
  visit(parser.runSync(root), (node: Nodes) => {
    if (node.type === 'comment') found.push(`comment ${node.value}`);
    if (node.type !== 'element') return;
    if (!ownElements.has(node.tagName)) found.push(`element ${node.tagName}`);
    if (node.tagName === 'script') scripts += 1;
    for (const [name, value] of Object.entries(node.properties)) {
      if (!ownAttributes.test(name)) found.push(`attribute ${name}`);
      if (name === 'href' && !/^#[sfe\dua]+$|^#changes$/.test(String(value)) && !String(value).startsWith(ownLinks))
        found.push(`link ${value}`);
      if (name === 'id' && !/^(?:[sf]\d+[uae\d]*|[a-z]+)$/.test(String(value))) found.push(`id ${value}`);
    }
  });
  if (scripts !== 1) found.push(`${scripts} scripts`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const unseen = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/.exec(page);
  if (unseen !== null) found.push(`U+${unseen[0].charCodeAt(0).toString(16)}`);
  return found;
}
