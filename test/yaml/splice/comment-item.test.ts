import { expect, test } from '@jest/globals';
import { Scalar } from '../../../src/yaml/node/node.ts';
import { itemsAt } from '../../../src/yaml/node/node-at.ts';
import { Source } from '../../../src/yaml/node/source.ts';
import { parseYaml } from '../../../src/yaml/read/parse.ts';
import { commentItem, uncommentItem } from '../../../src/yaml/splice/comment-item.ts';

const at = { document: 0, steps: ['resources'] };
const isB = (item: string): boolean => item === 'b';

test.each([
  [
    'in the column of the dashes',
    'resources:\n  - a\n  # - b\n  - c\n',
    'resources:\n  - a\n  - b # was commented out\n  - c\n',
  ],
  ['without a blank', 'resources:\n- a\n#- b\n', 'resources:\n- a\n- b #was commented out\n'],
  ['with two blanks', 'resources:\n- a\n#  - b\n', 'resources:\n- a\n- b #  was commented out\n'],
  ['at the start of the line', 'resources:\n  - a\n#  - b\n', 'resources:\n  - a\n  - b #  was commented out\n'],
  ['above all others', 'resources:\n  # - b\n  - a\n', 'resources:\n  - b # was commented out\n  - a\n'],
  ['with a comment', 'resources:\n- a\n# - b # later\n', 'resources:\n- a\n- b # later # was commented out\n'],
  ['in quotes', 'resources:\n- "a"\n# - "b"\n', 'resources:\n- "a"\n- "b" # was commented out\n'],
  [
    'between keys',
    'resources:\n- a\n# - b\nnamespace: x\n',
    'resources:\n- a\n- b # was commented out\nnamespace: x\n',
  ],
  ['with CRLF', 'resources:\r\n- a\r\n# - b\r\n- c\r\n', 'resources:\r\n- a\r\n- b # was commented out\r\n- c\r\n'],
  ['without a last line break', 'resources:\n- a\n# - b', 'resources:\n- a\n- b # was commented out'],
  ['before blank lines', 'resources:\n- a\n\n# - b\n\n', 'resources:\n- a\n\n- b # was commented out\n\n'],
])('an entry that is commented out %s gets in, and is commented out again as it was', (_, text, uncommented) => {
  expect(uncommentItem(text, at, isB)).toEqual({ kind: 'spliced', text: uncommented });
  const [node] = parseYaml(new Source(uncommented)).documents;
  const items = node === undefined ? [] : itemsAt(node, 'resources');
  const index = items.findIndex((item) => item instanceof Scalar && item.text === 'b');
  expect(commentItem(uncommented, at, index)).toEqual({ kind: 'spliced', text });
});

test.each([
  ['of another entry', 'resources:\n- a\n# - c\n'],
  ['of prose', 'resources:\n- a\n# b is for later - b\n'],
  ['in another list', 'resources:\n- a\ncomponents:\n- c\n# - b\n'],
  ['in another document', 'resources:\n- a\n---\n# - b\n'],
  ['below a list in brackets', 'resources: [a]\n# - b\n'],
  ['that would stand in no column', 'resources:\n  - a\n # - b\n'],
  ['whose column could not be told again', 'resources:\n  - a\n  #  - b\n'],
])('a comment %s is left alone', (_, text) => {
  expect(uncommentItem(text, at, isB)).toMatchObject({ kind: 'refused' });
});

test('an entry that was never a comment is not made one', () => {
  expect(commentItem('resources:\n- a\n- b # was there\n', at, 1)).toMatchObject({ kind: 'refused' });
});
