import { expect, test } from '@jest/globals';
import { ALL_FUNCTIONS } from '../../../scripts/helm/fuzz/answer.ts';
import { Chance } from '../../../scripts/helm/fuzz/chance.ts';
import { RandomTemplate } from '../../../scripts/helm/fuzz/random-template.ts';
import { type Node, Scalar } from '../../../src/yaml/node/node.ts';
import { isThorough } from '../../thorough.ts';
import { knownOf, told } from './known.ts';

const SECRET = 'Qk7wz-Hjb4m.99/Xv';
const VALUES = `
int: 5
float: 1.5
str: "secret:${SECRET}"
long: "opaque:ENC[AES256_GCM,data:abc,type:str]"
empty: ""
t: true
list: [c, a, "secret:${SECRET}", a]
nums: [3, 1, 2]
mixed: [1, a, true, null, {k: v}]
map: {z: 1, a: {y: 2, x: [1, {q: "opaque:ENC[AES256_GCM,data:def,type:int]"}]}, m: "secret:${SECRET}x", e: ""}
nested: {deep: {"a b": c, n: 1000000}, empty: {}}
`;
/** What hangs on chance, the time and the cluster. */
const UNKNOWN = [
  'randAlphaNum 8',
  'now | date "2006-01-02"',
  'uuidv4 | sha256sum',
  'default (randAlpha 20) .Values.empty',
  '(lookup "v1" "Secret" "a" "b") | toJson',
  'randNumeric 4 | int | add 1',
  'genPrivateKey "ecdsa" | b64enc',
  'ternary "a" "b" (contains "a" (randAlphaNum 3))',
];
const FUNCTIONS = new Map([...ALL_FUNCTIONS].filter(([name]) => !/derivePassword|until|repeat|^seq/.test(name)));

/** Two charts of which the second asks more of chance, in another template, before the first one runs. */
function pairOf(seed: number): readonly string[] {
  const chance = new Chance(seed);
  const text = new RandomTemplate(chance, FUNCTIONS).write();
  const [one, two] = [chance.pick(UNKNOWN), chance.pick(UNKNOWN)];
  const object = [
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:',
    '  text: {{ tpl (.Files.Get "t.txt") . | quote }}',
    `  one: {{ ${one} | quote }}`,
    `  both: {{ printf "%v %v" .Values.str (${two}) | quote }}`,
    `  sum: {{ tpl (.Files.Get "t.txt") . | sha256sum }}`,
  ].join('\n');
  return ['{{ $x := uuidv4 }}', '{{ $x := uuidv4 }}{{ $y := randAlpha 4 }}'].map((before) => {
    const release = knownOf({
      files: { 't.txt': text, 'templates/a.yaml': object, 'templates/z.yaml': before },
      values: VALUES,
    });
    const shown = told(release) + JSON.stringify([release.mayFail, release.problems]);
    if ([SECRET, SECRET.slice(0, 6), SECRET.slice(-6)].some((part) => shown.includes(part))) return `leaks: ${text}`;
    return [shown, ...release.manifests.flatMap(({ node }) => (node === undefined ? [] : textsOf(node)))].join('\n');
  });
}

function textsOf(node: Node): readonly string[] {
  if (node instanceof Scalar) return [node.text];
  return [...('entries' in node ? node.entries.values() : node.items)].flatMap(textsOf);
}

test('of charts with secrets, chance, time and a cluster in them none is another one when its inputs are the same', () => {
  const different: number[] = [];
  const count = isThorough ? 1000 : 40;
  let rendered = 0;
  for (let seed = 1; seed <= count; seed++) {
    const [first = '', second = ''] = pairOf(seed);
    if (first.includes('ConfigMap/a')) rendered += 1;
    if (first !== second || first.startsWith('leaks')) different.push(seed);
  }
  expect(different).toEqual([]);
  expect(rendered).toBeGreaterThan(count / 8);
});
