import fc from 'fast-check';

/** A kustomization as somebody may have written it: around one list, in some style. */
export interface Styled {
  readonly text: string;
  readonly entries: readonly string[];
}

const word = fc
  .stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
  .filter((text) => !/^(y|n|yes|no|on|off|true|false|null)$/.test(text));
export const entry = fc.oneof(
  word.map((name) => `../../../apps/${name}/base`),
  word.map((name) => `${name}.yaml`),
  word.map((name) => `./${name}`),
  fc.constantFrom(
    'https://example.org/a?ref=v1',
    'a b',
    "it's",
    '#x',
    '1.10',
    'yes',
    'é/ü',
    '- odd',
    'k: v',
    '[x]',
    '',
  ),
);
const quote = fc.constantFrom<Quote>('plain', 'single', 'double');
const comment = fc.constantFrom('', '', '', ' # why', ' # - ../old, [x]');
const ownLine = fc.constantFrom('', '', '', '# off: - ../beta', '# ]');
type Quote = 'plain' | 'single' | 'double';

/** Plain only where that is certain: the test may not lean on what it tests. */
function written(text: string, style: Quote): string {
  if (style === 'plain' && /^[a-z.][a-z./-]*[a-z]$/.test(text) && !/^(yes|no)$/.test(text)) return text;
  return style === 'double' ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}

const item = fc.record({ entry, quote, comment, ownLine });
type Item = { entry: string; quote: Quote; comment: string; ownLine: string };

const block = fc
  .record({
    items: fc.array(item, { minLength: 1, maxLength: 5 }),
    indent: fc.nat(4),
    gap: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ items, indent, gap }) => ({
    entries: items.map((each) => each.entry),
    value: items
      .map((each) => `${above(each, indent)}\n${' '.repeat(indent)}-${' '.repeat(gap)}${shown(each)}${each.comment}`)
      .join(''),
  }));

const inline = fc
  .record({
    items: fc.array(item, { maxLength: 5 }),
    gap: fc.constantFrom('', ' ', '  '),
    pad: fc.constantFrom('', ' '),
    trail: fc.constantFrom('', ','),
  })
  .map(({ items, gap, pad, trail }) => ({
    entries: items.map((each) => each.entry),
    value: ` [${pad}${items.map(shown).join(`,${gap}`)}${items.length > 0 ? trail : ''}${pad}]`,
  }));

const lines = fc
  .record({
    items: fc.array(item, { minLength: 1, maxLength: 5 }),
    indent: fc.integer({ min: 1, max: 4 }),
    trail: fc.constantFrom('', ','),
  })
  .map(({ items, indent, trail }) => ({
    entries: items.map((each) => each.entry),
    value: ` [\n${items.map((each, i) => `${' '.repeat(indent)}${shown(each)}${i < items.length - 1 ? ',' : trail}${each.comment}\n`).join('')}]`,
  }));

function shown({ entry: text, quote: style }: Item): string {
  return written(text, style);
}

function above({ ownLine: text }: Item, indent: number): string {
  return text === '' ? '' : `\n${' '.repeat(indent)}${text}`;
}

const frame = fc.record({
  head: fc.constantFrom(
    '',
    '---\n',
    '# about this\n',
    '\n\n',
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
  ),
  tail: fc.constantFrom(
    '',
    '\n',
    '\n# the end\n',
    '\nnamespace: foo',
    '\nnamespace: foo # x\n\n\n',
    '\n\npatches:\n- path: a.yaml\n',
    '\nnote: |\n  text\n  # text\n',
    '\n---\nkind: Other\nresources: [x]\n',
    '\n...\n',
  ),
  crlf: fc.boolean(),
  bom: fc.boolean(),
});

/** Texts whose key `resources` holds a list. */
export const styledList: fc.Arbitrary<Styled> = fc
  .record({ list: fc.oneof(block, inline, lines), frame })
  .map(({ list, frame: around }) => ({
    entries: list.entries,
    text: framed(`${around.head}resources:${list.value}${around.tail}`, around),
  }));

/** Texts that lack the list, though they hold other things. */
export const withoutList: fc.Arbitrary<string> = fc
  .record({
    other: fc.constantFrom('namespace: foo', 'components:\n- a', 'components:\n    - a # b', 'labels: {a: b}'),
    frame,
  })
  .map(({ other, frame: around }) =>
    framed(
      `${around.head}${other}${around.tail.replace('namespace', 'nameSuffix').replace(/resources.*\n/, '')}`,
      around,
    ),
  );

function framed(text: string, { crlf, bom }: { crlf: boolean; bom: boolean }): string {
  return (bom ? '\ufeff' : '') + (crlf ? text.replaceAll('\n', '\r\n') : text);
}
