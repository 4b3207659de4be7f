import { expect, test } from '@jest/globals';
import { BudgetExceeded } from '../../../src/gotemplate/value/go-error.ts';
import { cpuSeconds, HOSTILE_SECONDS } from '../../cpu-seconds.ts';
import { render } from '../render.ts';

const chart = { 'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n' };
const nested = '{{ $l := list 1 }}{{ range until 100 }}{{ $l = list $l $l }}{{ end }}';
const inItself = '{{ $d := dict }}{{ $_ := set $d "a" $d }}';

/** Includes that double with each of 40 steps. */
function doubling(call: (name: string) => string): string {
  const steps = Array.from({ length: 40 }, (_, i) => `{{ define "e${i}" }}${call(`e${i + 1}`).repeat(2)}{{ end }}`);
  return `${steps.join('')}{{ define "e40" }}x{{ end }}{{ include "e0" . }}`;
}

/** @returns what a chart says where it ends as a problem of its own, as an error of Helm's or as too much */
function problemOf(files: Readonly<Record<string, string>>): string {
  try {
    return render(files, 't: "{{ tpl .Values.t . }}"');
  } catch (error) {
    if (error instanceof BudgetExceeded) return error.message;
    throw error;
  }
}

test.each([
  ['recursion', '{{ define "x" }}{{ include "x" . }}{{ end }}{{ include "x" . }}', 'nested too deep'],
  ['recursion by tpl', '{{ tpl .Values.t . }}', 'nested too deep'],
  ['a list without end', '{{ range until 1000000000 }}x{{ end }}', 'too long'],
  ['loops within loops', '{{ range until 900000 }}{{ range until 900000 }}{{ end }}{{ end }}', 'too many steps'],
  ['repeat', '{{ repeat 1000000000 "x" }}', 'too long'],
  ['includes that double', doubling((name) => `{{ include "${name}" . }}`), 'too many steps'],
  ['includes that are thrown away', doubling((name) => `{{ $_ := include "${name}" . }}`), 'too many steps'],
  [
    'a text that doubles',
    '{{ $s := "xxxxxxxx" }}{{ range until 100 }}{{ $s = replace "x" "xx" $s }}{{ end }}',
    'too long',
  ],
  ['quotes of quotes', '{{ $s := "\\"" }}{{ range until 100 }}{{ $s = quote $s }}{{ end }}', 'too long'],
  ['lists within lists as JSON', `${nested}{{ toJson $l }}`, 'do too much'],
  ['lists within lists as YAML', `${nested}{{ toYaml $l }}`, 'do too much'],
  ['lists within lists printed', `${nested}{{ $l }}`, 'do too much'],
  ['lists within lists copied', `${nested}{{ deepCopy $l | len }}`, 'do too much'],
  ['a map within itself as YAML', `${inItself}{{ toYaml $d }}`, 'nested too deep'],
  ['a map within itself copied', `${inItself}{{ deepCopy $d }}`, 'nested too deep'],
  ['keys in a loop', '{{ range until 900000 }}{{ $k := genPrivateKey "rsa" }}{{ end }}', 'too much'],
  [
    'passwords in a loop',
    '{{ range until 900000 }}{{ $k := derivePassword 1 "long" "a" "b" "c" }}{{ end }}',
    'too much',
  ],
  [
    'patterns in a loop',
    '{{ range until 900000 }}{{ $k := regexMatch (printf "((a{%d}){10}){10}" .) "a" }}{{ end }}',
    'too much',
  ],
  ['a list that grows', '{{ $l := list }}{{ range until 900000 }}{{ $l = append $l . }}{{ end }}', 'too much'],
  ['a huge text of tpl', '{{ tpl (repeat 1000000 "{{ 1 }}") . }}', 'too long'],
  [
    'maps within lists that are kept',
    '{{ $k := list }}{{ range until 900000 }}{{ $k = list $k (dict "a" (dict "b" .)) }}{{ end }}',
    'too m',
  ],
  [
    'JSON that is kept',
    '{{ $s := print "[" (repeat 300000 "[],") "1]" }}{{ $l := list }}{{ range until 900 }}{{ $l = append $l (fromJsonArray $s) }}{{ end }}',
    'too much',
  ],
  [
    'patterns that repeat',
    '{{ range until 900000 }}{{ $k := regexMatch (printf "(x+x+)+%d{900}" .) "a" }}{{ end }}',
    'too much',
  ],
  ['a pattern for files', '{{ range until 900000 }}{{ $k := $.Files.Glob (repeat 400 "**a") }}{{ end }}', 'too much'],
  [
    'random texts that are kept',
    '{{ $l := list }}{{ range until 900000 }}{{ $l = append $l (randAlphaNum 100000) }}{{ end }}',
    'too much',
  ],
  [
    'bytes that are no text',
    '{{ $s := repeat 1900000 "\\xff" }}{{ range until 100 }}{{ $k := upper $s }}{{ end }}',
    'too much',
  ],
  [
    'versions to compare',
    '{{ range until 900000 }}{{ $k := semverCompare (repeat 100 ">1 ") "1.2.3" }}{{ end }}',
    'too much',
  ],
  ['a constraint of many spaces', '{{ semverCompare (print (repeat 99 ">1   ") "!") "1.2.3" }}', 'improper constraint'],
  ['long patterns', '{{ $s := repeat 40000 "a/" }}{{ $k := regexMatch $s $s }}', 'too much'],
  [
    'numbers of many digits',
    '{{ $s := repeat 900000 "1" }}{{ range until 900000 }}{{ $k := add $s $s }}{{ end }}',
    'too much',
  ],
  [
    'maps that are keys',
    '{{ $m := dict }}{{ range until 3000 }}{{ $_ := set $m (print .) (dict "a" .) }}{{ end }}{{ range until 900000 }}{{ $k := dict $m 1 }}{{ end }}',
    'too much',
  ],
  [
    'lists that are to be unique',
    '{{ $l := list }}{{ range until 3000 }}{{ $l = append $l (list .) }}{{ end }}{{ range until 900000 }}{{ $k := uniq $l }}{{ end }}',
    'too much',
  ],
  [
    'words with connectors',
    '{{ $s := repeat 90000 "a-_B" }}{{ range until 900000 }}{{ $k := snakecase $s }}{{ end }}',
    'too much',
  ],
  ['dates', '{{ range until 900000 }}{{ $k := dateInZone (repeat 1000 "2006 ") 0 "UTC" }}{{ end }}', 'too much'],
  ['blocks within blocks', `${'{{ if 1 }}'.repeat(20_000)}${'{{ end }}'.repeat(20_000)}`, 'nested too deep'],
  ['a template of many actions', '{{ print "abc" }}\n'.repeat(250_000), 'too much'],
  ['a list as a manifest', 'a: [{{ repeat 4000000 "[]," }}]', 'too large'],
  ['lists that grow together', '{{ $l := until 900000 }}{{ range until 100 }}{{ $l = concat $l $l }}{{ end }}', 'too'],
  ['files in a loop', '{{ range until 900000 }}{{ $k := ($.Files.Glob "**").AsConfig }}{{ end }}', 'too much'],
])('%s ends as a problem that has a name, and the next chart renders', (_, template, problem) => {
  const files = { ...chart, 'templates/a.yaml': template, 'file.txt': 'line\n'.repeat(20_000) };
  const seconds = cpuSeconds(() => expect(problemOf(files)).toContain(problem));
  expect(seconds).toBeLessThan(HOSTILE_SECONDS);
  expect(render({ ...chart, 'templates/a.yaml': 'kind: A\n' })).toContain('kind: A');
});

test('manifests without end end as a problem that has a name', () => {
  const files = { ...chart, 'templates/a.yaml': '{{ range until 50000 }}---\nkind: A\n{{ end }}' };
  expect(render(files)).toBe('Error: the chart makes too many manifests');
});
