import { expect, test } from '@jest/globals';
import { Budget } from '../../src/gotemplate/run/budget.ts';
import { cpuSeconds, HOSTILE_SECONDS } from '../cpu-seconds.ts';
import { render } from './render.ts';

test.each([
  ['a template within itself', '{{ define "x" }}{{ include "x" . }}{{ end }}{{ include "x" . }}', 'nested'],
  [
    'two within each other',
    '{{ define "x" }}{{ template "y" . }}{{ end }}{{ define "y" }}{{ template "x" . }}{{ end }}{{ template "x" . }}',
    'nested',
  ],
  ['a list without end', '{{ range until 2000000000 }}x{{ end }}', 'a list of 2000000000 items is too long'],
  ['a loop over a number', '{{ range 1000000000 }}{{ end }}', 'too many steps'],
  ['a text repeated', '{{ repeat 1000000000 "abc" }}', 'a text of 3000000000 characters is too long'],
  ['an indent', '{{ indent 1000000000 "abc" }}', 'too long'],
  [
    'includes that double',
    '{{ define "a" }}{{ include "b" . }}{{ include "b" . }}{{ end }}{{ define "b" }}{{ repeat 9999999 "x" }}{{ end }}{{ range 10 }}{{ include "a" . }}{{ end }}',
    'writes too much',
  ],
  ['parentheses', `{{ ${'('.repeat(2000)}1${')'.repeat(2000)} }}`, 'max expression depth exceeded'],
  ['a deep text of JSON', '{{ fromJson (repeat 100000 "[") }}', 'a text of JSON is nested too deep'],
  ['random text', '{{ randAlphaNum 1000000000 }}', 'too long'],
])('%s ends as a problem that has a name', (_, template, expected) => {
  expect(render(template)).toContain(expected);
});

test.each([
  ['white space before a trim marker', `{{ "" }}${' '.repeat(300_000)}x{{- "" }}`],
  ['white space to trim', '{{ $s := repeat 300000 " " }}{{ printf "%sx" $s | trim | len }}'],
  ['slashes of a path', '{{ $s := repeat 300000 "/" }}{{ printf "%sx" $s | base }}'],
])('%s takes linear time', (_, template) => {
  const seconds = cpuSeconds(() => expect(render(template)).not.toContain('error'));
  expect(seconds).toBeLessThan(HOSTILE_SECONDS);
});

test('what a run may use can be less', () => {
  const budget = new Budget({ steps: 10, output: 100, depth: 5 });
  expect(render('{{ range 100 }}{{ . }}{{ end }}', '{}', { budget })).toBe('error: the template takes too many steps');
});
