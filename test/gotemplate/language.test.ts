import { expect, test } from '@jest/globals';
import { render } from './render.ts';

test.each([
  ['text as it is', 'a {b} c\n', 'a {b} c\n'],
  ['trim markers on both sides', 'a \n {{- 1 -}} \n b', 'a1b'],
  ['a minus that is a number', 'a {{-1}} b', 'a -1 b'],
  ['comments', 'a{{/* c */}}b {{- /* c */ -}} d', 'abd'],
  ['raw strings and escapes', '{{ `a\\n` }}{{ "\\u00e9\\x41\\t" }}', 'a\\néA\t'],
  [
    'characters and numbers',
    `{{ 'a' }} {{ 0x1F }} {{ 0o17 }} {{ 0b11 }} {{ 1_000 }} {{ 1e3 }}`,
    '97 31 15 3 1000 1000',
  ],
  ['complex numbers', '{{ 1+2i }} {{ 2i }}', '(1+2i) (0+2i)'],
  ['pipelines', '{{ "a" | printf "%s-%s" "b" | upper }}', 'B-A'],
  ['fields of parentheses', '{{ (dict "a" (dict "b" 1)).a.b }}', '1'],
  ['variables by scope', '{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $y := 3 }}{{ end }}{{ $x }}', '2'],
  ['else if', '{{ if false }}a{{ else if 0 }}b{{ else }}c{{ end }}', 'c'],
  ['with and else with', '{{ with "" }}a{{ else with "x" }}{{ . }}{{ end }}', 'x'],
  ['range over a list', '{{ range $i, $e := list "a" "b" }}{{ $i }}{{ $e }}{{ end }}', '0a1b'],
  ['range over a map by its keys', '{{ range $k, $v := dict "b" 1 "a" 2 }}{{ $k }}{{ $v }}{{ end }}', 'a2b1'],
  ['range over a number', '{{ range 3 }}{{ . }}{{ else }}none{{ end }}', '012'],
  ['range over nothing', '{{ range list }}x{{ else }}none{{ end }}', 'none'],
  [
    'break and continue',
    '{{ range list 1 2 3 4 }}{{ if eq . 2 }}{{ continue }}{{ end }}{{ if eq . 4 }}{{ break }}{{ end }}{{ . }}{{ end }}',
    '13',
  ],
  [
    'define, template and block',
    '{{ define "x" }}<{{ . }}>{{ end }}{{ template "x" 1 }}{{ block "y" 2 }}[{{ . }}]{{ end }}',
    '<1>[2]',
  ],
  [
    'include and tpl',
    '{{ define "x" }}{{ .a }}{{ end }}{{ include "x" (dict "a" 1) }}{{ tpl "{{ .b }}" (dict "b" 2) }}',
    '12',
  ],
  ['blank text in a text of tpl', '{{ tpl "a{{ tpl `` . }}b" . }}', 'ab'],
  ['spaces in a text of tpl', '{{ tpl "a{{ tpl ` ` . }}b" . }}', 'a b'],
  ['a comment in a text of tpl', '{{ tpl "a{{ tpl `{{/* x */}}` . }}b" . }}', 'ab'],
  ['definitions alone in a text of tpl', '{{ tpl "a{{ tpl `{{ define \\"q\\" }}q{{ end }}` . }}b" . }}', 'ab'],
  ['what tpl defines only in its text', '{{ tpl "{{ define `z` }}z{{ end }}{{ include `z` . }}" . }}', 'z'],
  ['and and or that stop early', '{{ or 1 (fail "x") }}{{ and 0 (fail "x") }}', '10'],
])('writes %s', (_, template, expected) => {
  expect(render(template)).toBe(expected);
});

test('writes nothing for a missing key, and for a key that is null', () => {
  expect(render('[{{ .Values.no }}{{ .Values.nul }}{{ .Values.a.b }}]', '{a: {}, nul: null}')).toBe('[]');
});

test('takes other delimiters, and shows its own in errors, as Go did before 1.27', () => {
  const delimiters = { left: '<<', right: '>>' };
  expect(render('{{ . }} << 1 >>', '{}', { delimiters })).toBe('{{ . }} 1');
  expect(render('<< template "no" >>', '{}', { delimiters })).toContain('at <{{template "no"}}>');
});

test.each([
  ['{{ if true }}', 'error: parse error at (t:1): unexpected EOF'],
  ['{{ "a }}', 'error: parse error at (t:1): unterminated quoted string'],
  ['\n{{ 1 | 2 }}', 'error: parse error at (t:2): non executable command in pipeline stage 2'],
  ['{{ nope }}', 'error: parse error at (t:1): function "nope" not defined'],
  ['{{ $x }}', 'error: parse error at (t:1): undefined variable "$x"'],
  ['{{ break }}', 'error: parse error at (t:1): {{break}} outside {{range}}'],
  ['{{ .a-b }}', "error: parse error at (t:1): bad character U+002D '-'"],
  [
    '{{ define "x" }}a{{ end }}{{ define "x" }}b{{ end }}',
    'error: parse error at (t:1): multiple definition of template "x"',
  ],
  ['{{ range $a, $b, $c := . }}{{ end }}', 'error: parse error at (t:1): too many declarations in range'],
  ['{{ 99999999999999999999 }}', 'error: parse error at (t:1): "99999999999999999999"'],
])('refuses %j as Go does', (template, expected) => {
  expect(render(template)).toBe(expected);
});

test.each([
  [
    '{{ .Values.a.b }}',
    'a: 1',
    't:1:10\n  executing "t" at <.Values.a.b>:\n    can\'t evaluate field b in type interface {}',
  ],
  [
    'é{{ .Values.a.b.c }}',
    'a: {}',
    't:1:12\n  executing "t" at <.Values.a.b.c>:\n    nil pointer evaluating interface {}.c',
  ],
  ['{{ upper 1 }}', '{}', 't:1:9\n  executing "t" at <1>:\n    expected string; found 1'],
  [
    '{{ .Values.a | upper }}',
    'a: 1',
    't:1:15\n  executing "t" at <upper>:\n    wrong type for value; expected string; got float64',
  ],
  ['{{ upper "a" "b" }}', '{}', 't:1:3\n  executing "t" at <upper>:\n    wrong number of args for upper: want 1 got 2'],
  [
    '\n {{ eq .Values.a 1 }}',
    'a: 1',
    'template: t:2:4: executing "t" at <eq .Values.a 1>: error calling eq: incompatible types for comparison: float64 and int',
  ],
  ['{{ fail "no" }}', '{}', 'execution error at (t:1:3): no'],
  ['{{ required "give a" .Values.a }}', '{}', 'execution error at (t:1:3): give a'],
  ['{{ template "no" . }}', '{}', 't:1:12\n  executing "t" at <{{template "no" .}}>:\n    template "no" not defined'],
  [
    '{{ define "x" }}\n{{ .a.b.c }}{{ end }}{{ include "x" (dict "a" dict) }}',
    '{}',
    't:2:24\n  executing "t" at <include "x" (dict "a" dict)>:\n    error calling include:\nt:2:5\n  executing "x" at <.a.b.c>:\n    nil pointer evaluating interface {}.c',
  ],
])('tells what is wrong with %j, and where, as Helm does', (template, values, expected) => {
  expect(render(template, values)).toBe(`error: ${expected}`);
});
