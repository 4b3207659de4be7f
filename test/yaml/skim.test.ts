import { describe, expect, test } from '@jest/globals';
import { Mapping, type Node, Scalar, Sequence } from '../../src/yaml/node/node.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { parseYaml, skimYaml } from '../../src/yaml/read/parse.ts';

const LEVELS = 2;

/** What a text holds, with what stands below two levels left empty. */
function shown(node: Node, level = 0): unknown {
  if (node instanceof Scalar) return level > LEVELS ? 'scalar' : { text: node.text, tag: node.tag, style: node.style };
  if (level >= LEVELS) return node instanceof Mapping ? 'mapping' : 'sequence';
  if (node instanceof Sequence) return node.items.map((item) => shown(item, level + 1));
  return [...node.entries].map(([key, value]) => [key, shown(value, level + 1)]);
}

const TEXTS: Readonly<Record<string, string>> = {
  'a definition':
    'apiVersion: v1\nkind: Any\nmetadata:\n  name: a\n  annotations: {x: "1", y: yes}\nspec:\n  a:\n    b:\n      - c: 1\n        d: |\n          text\n           more\n      - [1, {e: f}]\n',
  'several documents': 'a: 1\n---\nb:\n  c:\n    d: 2\n',
  'a key twice, deep': 'a:\n  b:\n    c: 1\n    c: 2\n',
  'keys that are no texts, deep': 'a:\n  b:\n    1: x\n    yes: y\n    ? z\n    : 0\n',
  'an alias to what stands deep': 'a:\n  b:\n    c: &c {d: e}\nf: *c\n',
  'an alias that stands deep': 'a: &a 1\nb:\n  c:\n    d: *a\n',
  'an alias to nothing, deep': 'a:\n  b:\n    c: *d\n',
  'a merge, deep': 'a:\n  b:\n    <<: {c: d}\n    e: f\n',
  'a merge of what is no mapping, deep': 'a:\n  b:\n    <<: 1\n',
  'a list of merges, deep': 'a:\n  b:\n    <<: [{c: d}, 1]\n',
  'a quoted merge key, deep': 'a:\n  b:\n    "<<": 1\n',
  'tags, deep': 'a:\n  b:\n    c: !!int "1"\n    d: !!binary aGk=\n',
  'a wrong tag, deep': 'a:\n  b:\n    c: !!int x\n',
  'a list as a key, deep': 'a:\n  b:\n    [1, 2]: c\n',
  'a mapping as a key, deep': 'a:\n  b:\n    ? c: 1\n    : 2\n',
  'a tab, deep': 'a:\n  b:\n    c:\n\td: 1\n',
  'wrong indentation, deep': 'a:\n  b:\n    c: 1\n     d: 2\n',
  'an open quote, deep': 'a:\n  b:\n    c: "d\n',
  'an open bracket, deep': 'a:\n  b:\n    c: [d\n',
  'absent values, deep': 'a:\n  b:\n    c:\n    d: {e: , f}\n    g:\n      -\n      - h\n',
  'a colon too much, deep': 'a:\n  b:\n    c: d: e\n',
  'text behind a root in brackets': '{a: {b: {c: d}}} e\n',
  nothing: '',
  'comments only': '# a\n# b\n',
  'a scalar': 'a\n',
};

describe('skimming finds what reading finds', () => {
  for (const keys of ['converted', 'lenient', 'strict'] as const) {
    test.each(Object.entries(TEXTS))(`${keys}: %s`, (_, text) => {
      const [read, skimmed] = [parseYaml(new Source(text), keys), skimYaml(new Source(text), keys, LEVELS)];
      expect(skimmed.documents.map((node) => shown(node))).toEqual(read.documents.map((node) => shown(node)));
      if (keys !== 'strict') expect(skimmed.problems).toEqual(read.problems);
    });
  }

  test('what is nested too deep is refused', () => {
    const text = `${'['.repeat(300)}${']'.repeat(300)}`;
    expect(skimYaml(new Source(text), 'converted', LEVELS).problems).toEqual(
      parseYaml(new Source(text), 'converted').problems,
    );
  });

  test('what stands deep is not kept', () => {
    const { documents } = skimYaml(new Source('a:\n  b:\n    c: d\n'), 'converted', LEVELS);
    const deep = documents
      .map((node) => node instanceof Mapping && node.get('a'))
      .map((a) => a instanceof Mapping && a.get('b'));
    expect(deep.map((b) => b instanceof Mapping && b.entries.size)).toEqual([0]);
  });
});
