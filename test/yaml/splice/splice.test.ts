import { expect, test } from '@jest/globals';
import { Scalar } from '../../../src/yaml/node/node.ts';
import { addItem } from '../../../src/yaml/splice/add-item.ts';
import { removeItem } from '../../../src/yaml/splice/remove-item.ts';
import { setScalar } from '../../../src/yaml/splice/set-scalar.ts';
import { textScalar } from '../../../src/yaml/splice/write-scalar.ts';

const resources = { document: 0, steps: ['resources'] };

test.each([
  ['a block list', 'resources:\n  - ../a\n  - ../b\n', 'resources:\n  - ../a\n  - ../b\n  - ../c\n'],
  ['no indentation', 'resources:\n- ../a\n', 'resources:\n- ../a\n- ../c\n'],
  ['wide dashes', 'resources:\n    -   ../a\n', 'resources:\n    -   ../a\n    -   ../c\n'],
  ['no final newline', 'resources:\n- ../a', 'resources:\n- ../a\n- ../c'],
  ['CRLF and a mark', '\ufeffresources:\r\n- ../a\r\n', '\ufeffresources:\r\n- ../a\r\n- ../c\r\n'],
  ['quotes', 'resources:\n- "../a" # first\n', 'resources:\n- "../a" # first\n- "../c"\n'],
  [
    'comments',
    'resources:\n# a\n- ../a # x\n# - ../b\nk: v\n',
    'resources:\n# a\n- ../a # x\n- ../c\n# - ../b\nk: v\n',
  ],
  ['brackets', 'resources: [ ../a,../b ] # x\n', 'resources: [ ../a,../b,../c ] # x\n'],
  ['a comma at the end', 'resources: [\n  ../a, # x\n]\n', 'resources: [\n  ../a, # x\n  ../c,\n]\n'],
  ['none at the end', 'resources: [\n  ../a # x\n]\n', 'resources: [\n  ../a, # x\n  ../c\n]\n'],
  ['nothing in brackets', 'resources: [] # none\n', 'resources: [../c] # none\n'],
  ['no list', 'kind: Component\n# end\n', 'kind: Component\nresources:\n  - ../c\n# end\n'],
  ['no list beside a narrow one', 'crds:\n- a\n', 'crds:\n- a\nresources:\n- ../c\n'],
  [
    'the first of two documents',
    'resources:\n- ../a\n---\nresources: []\n',
    'resources:\n- ../a\n- ../c\n---\nresources: []\n',
  ],
])('an entry is added to %s', (_, before, after) => {
  expect(addItem(before, resources, '../c')).toEqual({ kind: 'spliced', text: after });
});

test.each([
  ['from between', 'resources:\n- a # x\n- b # y\n# z\n- c\n', 1, 'resources:\n- a # x\n# z\n- c\n'],
  ['as the last line', 'resources:\n- a\n- b', 1, 'resources:\n- a'],
  ['from brackets', 'resources: [a, b, c]\n', 1, 'resources: [a, c]\n'],
  ['as the last in brackets', 'resources: [a, b]\n', 1, 'resources: [a]\n'],
  ['as the only one in brackets', 'resources: [ a ]\n', 0, 'resources: [  ]\n'],
  ['as the only one, beside another key', 'resources:\n- a\nnamespace: x\n', 0, 'namespace: x\n'],
  ['as the only one of the only key', 'resources:\n- a\n', 0, 'resources: []\n'],
  ['as the only one among comments', 'k: v\nresources: # x\n# y\n- a\n', 0, 'k: v\nresources: [] # x\n# y\n'],
])('an entry is removed %s', (_, before, index, after) => {
  expect(removeItem(before, resources, index)).toEqual({ kind: 'spliced', text: after });
});

test('a key that must stay keeps its brackets', () => {
  const edited = removeItem('resources:\n- a\nkind: x\n', resources, 0, 'brackets');
  expect(edited).toEqual({ kind: 'spliced', text: 'resources: []\nkind: x\n' });
});

test.each([
  ['an alias', 'a: &l\n- x\nresources: *l\n', 'the list is an alias of another', 3],
  ['an anchor in use', 'resources: &l\n- x\na: *l\n', 'the edit would change more than this value', undefined],
  ['a merge', 'b: &b\n  resources:\n  - x\n<<: *b\n', 'this comes from a merge or an alias', undefined],
  ['a key without a value', 'resources:\nkind: x\n', 'this is not a list; write [] or an entry', 1],
  ['a text', 'resources: a\n', 'this is not a list; write [] or an entry', 1],
  ['braces', '{kind: x}\n', 'a mapping in braces has no resources; add resources: [] to it', 1],
  ['a broken file', 'resources: [\n', 'this bracket is never closed', 1],
  ['twice the key', 'resources: []\nresources: []\n', 'twice', undefined],
  ['a kept block text', 'a: |+\n  text\n\n', 'the edit would change more than this value', undefined],
])('an edit through %s is refused', (_, text, reason, line) => {
  const edited = addItem(text, resources, '../c');
  expect(edited.kind).toBe('refused');
  if (edited.kind === 'refused' && reason !== 'twice') {
    expect(edited.reason).toContain(reason);
    expect(edited.line).toBe(line);
  }
});

test('a scalar keeps its quotes and its comment', () => {
  const text = "images:\n- name: a\n  newTag: '1.0' # pinned\nreplicas: 2\n";
  expect(setScalar(text, { document: 0, steps: ['images', 0, 'newTag'] }, textScalar('1.10'))).toEqual({
    kind: 'spliced',
    text: "images:\n- name: a\n  newTag: '1.10' # pinned\nreplicas: 2\n",
  });
  expect(setScalar(text, { document: 0, steps: ['replicas'] }, new Scalar('3', 'int'))).toEqual({
    kind: 'spliced',
    text: "images:\n- name: a\n  newTag: '1.0' # pinned\nreplicas: 3\n",
  });
});

test('a text that would be a number is quoted', () => {
  expect(setScalar('tag: v1\n', { document: 0, steps: ['tag'] }, textScalar('1.10'))).toEqual({
    kind: 'spliced',
    text: "tag: '1.10'\n",
  });
});
