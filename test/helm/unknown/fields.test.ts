import { expect, test } from '@jest/globals';
import { cpuSeconds, HOSTILE_SECONDS } from '../../cpu-seconds.ts';
import { dataOf, knownOf } from './known.ts';

const SECRET = 'pw: "secret:Hunter2-is!my:pass"\nport: "secret:5432"\nknown: plain\n';

test.each([
  ['.Values.pw'],
  ['.Values.pw | b64enc'],
  ['.Values.pw | sha256sum'],
  ['.Values.pw | sha256sum | trunc 8'],
  ['.Values.pw | trunc 1'],
  ['.Values.pw | quote'],
  ['printf "postgres://u:%s@h" .Values.pw'],
  ['regexReplaceAll "[a-z]+" .Values.pw ""'],
  ['regexReplaceAll "[^!:-]" .Values.pw ""'],
  ['regexFind "[0-9]" .Values.pw'],
  ['len .Values.pw'],
  ['.Values.port | int | add 1'],
  ['toYaml .Values'],
  ['toYaml .Values | sha256sum'],
  ['(toYaml .Values | fromYaml).pw'],
  ['tpl "{{ .Values.pw }}" .'],
  ['splitList ":" .Values.pw | last'],
  ['index .Values.pw 0'],
  ['get (dict "a" .Values.pw) "a"'],
  ['list .Values.pw "x" | sortAlpha | first'],
  ['urlquery .Values.pw'],
  ['printf "%q" .Values.pw | trimAll "\\""'],
  ['printf "%x" .Values.pw'],
  ['derivePassword 1 "long" .Values.pw "user" "example.com"'],
  ['required "m" .Values.pw'],
  ['mustRegexSplit "-" .Values.pw 2 | first'],
])('a field of %s is hidden', (expression) => {
  expect(dataOf(SECRET, expression, '.Values.known')).toBe('k0 ***\nk1 plain');
});

test('a field beside a secret is told as it is', () => {
  expect(
    dataOf(SECRET, 'upper .Values.known', 'kindOf .Values.pw', 'empty .Values.pw', 'ternary "a" .Values.pw true'),
  ).toBe('k0 PLAIN\nk1 string\nk2 false\nk3 a');
});

test.each([
  ['randAlphaNum 12', '(generated in the cluster)'],
  ['randAlphaNum 12 | b64enc', '(generated in the cluster)'],
  ['printf "user-%s" (randAlphaNum 12)', 'user-(generated in the cluster)'],
  ['now | date "2006"', '(generated in the cluster)'],
  ['uuidv4', '(generated in the cluster)'],
  ['genPrivateKey "rsa" | sha256sum', '(generated in the cluster)'],
  ['(genCA "x" 365).Cert', '(generated in the cluster)'],
  ['randNumeric 1', '(generated in the cluster)'],
  ['len (randAlphaNum (int (randNumeric 1)))', '(generated in the cluster)'],
  ['bcrypt "x"', '(generated in the cluster)'],
  ['shuffle "abcdefghij"', '(generated in the cluster)'],
])('%s is generated in the cluster', (expression, shown) => {
  expect(dataOf('{}', expression)).toBe(`k0 ${shown}`);
});

const UNKNOWN = 'host: "opaque:ENC[AES256_GCM,data:abc,type:str]"\nport: "opaque:ENC[AES256_GCM,data:x,type:int]"\n';

test.each([
  ['.Values.host', '(not known)'],
  ['printf "https://%s/" .Values.host', 'https://(not known)/'],
  ['.Values.host | sha256sum', '(not known)'],
  ['.Values.host | sha256sum | len', '(not known)'],
  ['int .Values.host', '(not known)'],
  ['add 1 .Values.port', '(not known)'],
  ['contains "x" .Values.host', '(not known)'],
  ['printf "%t" (eq .Values.host "x")', '(not known)'],
  ['eq .Values.host "x" | ternary "a" "b"', '(not known)'],
  ['if eq .Values.host "x" }}a{{ else }}b{{ end }}{{ ""', '(not known)'],
  ['hasKey (dict "a" 1) .Values.host', '(not known)'],
  ['get (dict "a" 1) .Values.host', '(not known)'],
  ['semverCompare ">1" .Values.host', '(not known)'],
  ['splitList "," .Values.host | len', '(not known)'],
  ['regexReplaceAll ".+" .Values.host "x"', '(not known)'],
  ['and (contains "a" .Values.host) (not (contains "b" .Values.host))', '(not known)'],
])('%s hangs on what is not known', (expression, shown) => {
  const told = dataOf(UNKNOWN, expression);
  expect(
    told
      .replace(/^may fail .*\n/, '')
      .replace(/^\? /, '')
      .replace(/\S+ \(or another\)/, '(not known)'),
  ).toBe(`k0 ${shown}`);
});

test('each of two random texts in a field, and each of two values that are not known, is told apart', () => {
  const values = `${UNKNOWN}other: "opaque:ENC[AES256_GCM,data:def,type:str]"\n`;
  expect(dataOf(values, 'printf "%s:%s@%s" (randAlphaNum 8) .Values.host .Values.other', 'print uuidv4 uuidv4')).toBe(
    'k0 (generated in the cluster):(not known)@(not known)\nk1 (generated in the cluster)(generated in the cluster)',
  );
});

test('ten thousand random fields take no longer than their number', () => {
  const template =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n{{ range until 10000 }}  k{{ . }}: x{{ randAlphaNum 10 }}\n{{ end }}';
  const seconds = cpuSeconds(() => {
    expect(knownOf({ files: { 'templates/a.yaml': template } }).problems).toEqual([]);
  });
  expect(seconds).toBeLessThan(HOSTILE_SECONDS);
});
