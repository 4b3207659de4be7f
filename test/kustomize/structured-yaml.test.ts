import { expect, test } from '@jest/globals';
import { buildRoot } from '../../src/kustomize/build/build-root.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { Mapping, Scalar } from '../../src/yaml/node/node.ts';
import { memoryTree } from '../tree/memory-tree.ts';

/** What kustomize v5.8.1 makes of each text, where it is more than this engine refuses to guess. */
test.each([
  ['comments, flow style and blocks of text', commented('old'), commented('new').trimEnd()],
  ['quotes, which stay', '# x\na: {b: \'old\', c: "d e"}\n', '# x\na: {b: \'new\', c: "d e"}'],
  [
    'lists in the column of their key',
    'l:\n- m:\n  - 1\n  n: x # y\na:\n  b: old\n',
    'l:\n- m:\n  - 1\n  n: x # y\na:\n  b: new',
  ],
  ['a comment at the end, which kyaml may move', 'a:\n  b: old\n# end\n', undefined],
  ['another indentation, which kyaml changes', '# c\na:\n    b: old\n', undefined],
  ['a start of document, which kyaml drops', '---\na:\n  b: old # c\n', undefined],
  ['a number in JSON, which a text does not replace', '{"a": {"b": 1}}', '{"a": {"b": 1}}'],
  ['anchors', 'x: &x 1\na:\n  b: old\ny: *x\n', undefined],
])('a value replaced in YAML with %s', (_, text, expected) => {
  const { resources, problems } = buildRoot(plainFiles(memoryTree(filesOf(text)), { symlinks: 'follow' }), '');
  const data = resources[0]?.node.get('data');
  const written = data instanceof Mapping ? data.get('conf') : undefined;
  expect(written instanceof Scalar ? written.text : problems[0]?.code).toBe(expected ?? 'invalid-replacement');
});

function commented(value: string): string {
  return `# head\na:\n  # about b\n  b: ${value} # line\n  c: [1, 2]\n# about d\nd: {x: y}\ne: |\n  many\n    lines\nf: "q"\n`;
}

function filesOf(text: string): Readonly<Record<string, string>> {
  return {
    'kustomization.yaml': `resources: [a.yaml]
replacements:
  - sourceValue: new
    targets:
      - select: { name: settings }
        fieldPaths: [data.conf.a.b]
`,
    'a.yaml': JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings' },
      data: { conf: text },
    }),
  };
}
