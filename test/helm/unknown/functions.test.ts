import { describe, expect, test } from '@jest/globals';
import { helmFunctions, NO_CLUSTER } from '../../../src/gotemplate/engine/helm-functions.ts';
import { Time } from '../../../src/gotemplate/functions/dates/time.ts';
import { outsideFunctions } from '../../../src/gotemplate/functions/outside.ts';
import { FUNCTIONS } from '../../../src/gotemplate/functions/table.ts';
import type { GoType } from '../../../src/gotemplate/value/go-type.ts';
import type { GoFunction } from '../../../src/gotemplate/value/value.ts';
import { isThorough } from '../../thorough.ts';
import { knownOf, told } from './known.ts';

const outside = { now: () => new Time(0), random: (count: number) => new Uint8Array(count) };
const OWN: Omit<GoFunction, 'source' | 'run'> = { takes: ['string', 'any'] };
const TABLE: ReadonlyMap<string, Pick<GoFunction, 'takes' | 'rest'>> = new Map([
  ...FUNCTIONS,
  ...outsideFunctions(outside),
  ...helmFunctions(NO_CLUSTER),
  ['include', OWN],
  ['tpl', OWN],
]);

/** Parts of it that are long enough to be no chance, as written and in what encodings make of it. */
const CANARY = 'Qk7wz-Hjb4m.99/Xv';
const PARTS = Array.from({ length: CANARY.length - 4 }, (_, i) => CANARY.slice(i, i + 5));
const ENCODED = [CANARY, `${CANARY}\n`].flatMap((text) => [
  Buffer.from(text).toString('base64').slice(0, 20),
  Buffer.from(text).toString('hex').slice(0, 20),
  [...text].reverse().join('').slice(0, 6),
]);

/** What may stand where a function takes something else. */
const PLAIN: Readonly<Record<GoType, string>> = {
  any: '"a"',
  value: '"a"',
  string: '"a"',
  bool: 'true',
  int: '2',
  int64: '2',
  uint32: '2',
  float64: '2.0',
  map: '(dict "a" "b")',
  list: '(list "a" "b")',
  time: '(toDate "2006-01-02" "2024-02-29")',
  version: '(semver "1.2.3")',
};
const CANARIES: Readonly<Record<GoType, readonly string[]>> = {
  any: ['.Values.pw', '(list "a" .Values.pw)', '(dict "a" .Values.pw)', '(dict .Values.pw "a")', '.Values'],
  value: ['.Values.pw', '(list .Values.pw)', '(dict "a" .Values.pw)'],
  string: ['.Values.pw', '(printf "a: %s" .Values.pw)', '(toJson .Values)', '(b64enc .Values.pw)'],
  bool: ['(contains "Hjb4m" .Values.pw)'],
  int: ['(len .Values.pw)'],
  int64: ['(int64 .Values.pw)'],
  uint32: ['(len .Values.pw)'],
  float64: ['(float64 .Values.pw)'],
  map: ['(dict "a" .Values.pw)', '(dict .Values.pw "a")', '.Values'],
  list: ['(list .Values.pw "b")', '(splitList "-" .Values.pw)'],
  time: [],
  version: [],
};
const SLOW = new Set(['derivePassword']);

/** @returns calls of a function with the canary at each place where there is one of its type. */
function callsOf(name: string): readonly string[] {
  const fn = TABLE.get(name);
  const takes = [...(fn?.takes ?? []), ...(fn?.rest === undefined ? [] : [fn.rest, fn.rest])];
  const calls = takes.flatMap((type, at) =>
    CANARIES[type].map((canary) => [name, ...takes.map((other, i) => (i === at ? canary : PLAIN[other]))].join(' ')),
  );
  return SLOW.has(name) ? calls.slice(0, 1) : calls;
}

/** Each call on its own, as errors end a chart: what it gives is printed, decides, and is what a loop goes over. */
function chartOf(call: string): string {
  return [
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:',
    `  printed: {{ ${call} | toString | quote }}`,
    `  json: {{ ${call} | toJson | quote }}`,
    `  decides: {{ if ${call} }}yes{{ else }}no{{ end }}`,
    `  yaml:\n    {{- toYaml (${call}) | nindent 4 }}`,
  ].join('\n');
}

/** Beside what is not known, the chart is rendered once more and goes on where it fails. */
const BESIDE = 'secret beside what is not known';

describe.each([
  ['secret', 'pw: '],
  [BESIDE, 'other: "opaque:ENC[AES256_GCM,data:abc,type:str]"\npw: '],
])('of a %s', (kind, values) => {
  test.each([...TABLE.keys()])('%s lets nothing out', (name) => {
    const calls = callsOf(name);
    const tried = kind === BESIDE && !isThorough ? calls.slice(0, 1) : calls;
    const leaks = tried.filter((call) => {
      const release = knownOf({
        files: { 'templates/a.yaml': chartOf(call), 'templates/NOTES.txt': `{{ ${call} }}` },
        values: `${values}${JSON.stringify(`secret:${CANARY}`)}`,
      });
      const shown = told(release) + JSON.stringify([release.mayFail, release.mayCome, release.problems, release.notes]);
      return [...PARTS, ...ENCODED].some((part) => shown.toLowerCase().includes(part.toLowerCase()));
    });
    expect(leaks).toEqual([]);
  });
});

test('the table holds all functions', () => {
  expect(TABLE.size).toBeGreaterThanOrEqual(235);
});
