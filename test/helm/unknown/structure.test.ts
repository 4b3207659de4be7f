import { expect, test } from '@jest/globals';
import { config, dataOf, knownOf, told } from './known.ts';

const UNKNOWN = 'x: "opaque:ENC[AES256_GCM,data:abc,type:str]"\nenabled: "opaque:ENC[AES256_GCM,data:x,type:bool]"\n';
const OBJECT = (name: string, rest = '') => `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}}\n${rest}`;

function releaseTold(template: string, values = '{}'): string {
  return told(knownOf({ files: { 'templates/a.yaml': template }, values }));
}

test('an object behind a test of what is not known may be gone, and one behind its other branch may come', () => {
  const template = `{{ if eq .Values.x "y" }}${OBJECT('one')}{{ else }}${OBJECT('two')}{{ end }}\n---\n${OBJECT('always')}`;
  expect(releaseTold(template, UNKNOWN)).toBe(
    '? Secret/two\nmetadata.name two\nSecret/always\nmetadata.name always\n+ Secret/one',
  );
});

test('a whole chart within may be gone where its condition is not known', () => {
  const files = {
    'Chart.yaml':
      'apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies: [{name: sub, version: 1.0.0, condition: enabled}]',
    'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0',
    'charts/sub/templates/s.yaml': OBJECT('sub'),
    'templates/a.yaml': OBJECT('own'),
  };
  expect(told(knownOf({ files, values: UNKNOWN }))).toBe(
    '? Secret/sub\nmetadata.name sub\nSecret/own\nmetadata.name own',
  );
});

test('what is made only where the cluster has it not yet may be there already', () => {
  const template = `{{ $old := lookup "v1" "Secret" .Release.Namespace "pw" }}
{{- if not $old }}
${OBJECT('pw', 'stringData: {password: {{ randAlphaNum 20 }}}')}
{{- else }}
${OBJECT('kept', 'data: {password: {{ index $old.data "password" }}}')}
{{- end }}`;
  expect(releaseTold(template)).toBe(
    '? Secret/pw\nmetadata.name pw\nstringData.password (generated in the cluster)\n+ Secret/kept',
  );
});

test('fields and items behind such a test may be gone or come, and all others are certain', () => {
  const template = `${OBJECT('a')}
spec:
  fixed: 1
  {{- if .Values.x }}
  there: 2
  {{- else }}
  not: 3
  {{- end }}
  replicas: {{ eq .Values.x "big" | ternary 5 1 }}
  list:
  - name: one
  {{- if contains "zz" .Values.x }}
  - name: maybe
  {{- end }}
  - name: two
    value: {{ .Values.x }}
`;
  expect(releaseTold(template, UNKNOWN)).toBe(`Secret/a
metadata.name a
spec.fixed 1
? spec.there 2
? spec.replicas 1 (or another)
spec.list.0.name one
spec.list.1.name two
spec.list.1.value (not known)
+ spec.list
+ spec.not`);
});

test('a loop over what is not known may run or not', () => {
  const template = `${OBJECT('a')}list:\n- first\n{{ range splitList "," .Values.x }}- static\n{{ end }}`;
  expect(releaseTold(template, UNKNOWN)).toBe('Secret/a\nmetadata.name a\nlist.0 first\n? list.1 static');
});

test('keys, and names of objects, hang on secrets and unknown values too', () => {
  const template = `${OBJECT('{{ .Values.x }}', 'data:\n  {{ .Values.key }}: known\n  b: {{ .Values.key }}\n')}`;
  const release = releaseTold(template, `${UNKNOWN}key: "secret:hunter2hunter2"`);
  expect(release.replaceAll(/(opaque)(-[0-9a-f]{32})+/g, '$1')).toBe(
    'Secret/opaque\nmetadata.name (not known)\ndata.*** ***\ndata.b ***',
  );
});

test.each([
  ['{{ .Values.key }}-{{ .Values.x }}', '***'],
  ['n{{ printf "%s%s" .Values.key .Values.x | sha256sum | trunc 8 }}', '***'],
  ['{{ .Values.key }}-{{ .Values.x }}-{{ randAlphaNum 5 }}', '(not known)'],
])('a name of %s has nothing of the secret in it by which guesses could be tried', (name, shown) => {
  const releaseOf = (key: string) => releaseTold(OBJECT(name), `${UNKNOWN}key: "secret:${key}"\n`);
  const [one, other] = [releaseOf('hunter2hunter2'), releaseOf('correct-horse')];
  expect(one.replace(/opaque-[0-9a-f]{32}/g, 'opaque')).toBe(
    `Secret/${shown === '***' ? '***' : 'opaque'}\nmetadata.name ${shown}`,
  );
  expect(other).toBe(one);
});

test('objects with random names are paired by their template and their place', () => {
  const template = ['one', 'two']
    .map((text) => OBJECT('job-{{ randAlphaNum 5 | lower }}', `stringData: {a: ${text}}`))
    .join('\n---\n');
  const names = (before: string) => knownOf({ files: { 'templates/a.yaml': template, 'templates/0.yaml': before } });
  const [one, two] = [names(''), names(config('randAlphaNum 9', 'uuidv4'))].map(({ manifests }) =>
    manifests.filter(({ kind }) => kind === 'Secret').map(({ name }) => name),
  );
  expect(new Set(one).size).toBe(2);
  expect(two).toEqual(one);
});

test('a random text is the same whatever else is random', () => {
  const password = (...before: readonly string[]) =>
    JSON.stringify(
      knownOf({ files: { 'templates/a.yaml': config(...before, 'randAlphaNum 12') } }).manifests[0]?.node,
    ).slice(-300);
  expect(dataOf('{}', 'randAlphaNum 12')).toContain('(generated in the cluster)');
  const text = (json: string) => /opaque-[0-9a-f]{32}/.exec(json)?.[0];
  expect(text(password('uuidv4', 'now'))).toBe(text(password()));
});

test('a chart that stops an upgrade where it finds no password in the cluster may fail, as it may find one', () => {
  const template = `{{ $password := "" }}
{{- $old := (lookup "v1" "Secret" .Release.Namespace "pw").data }}
{{- if $old }}{{ if hasKey $old "password" }}{{ $password = index $old "password" | b64dec }}{{ end }}{{ end }}
{{- if not $password }}{{ if .Release.IsUpgrade }}{{ fail "give a password" }}{{ end }}{{ $password = randAlphaNum 20 }}{{ end -}}
${OBJECT('pw', 'stringData: {password: {{ $password }}}')}`;
  const upgraded = knownOf({ files: { 'templates/a.yaml': template }, action: { kind: 'upgrade' } });
  expect(told(upgraded)).toBe(
    'may fail execution error at (app/templates/a.yaml:4:53): give a password\nSecret/pw\nmetadata.name pw\nstringData.password (generated in the cluster)',
  );
});

test('a chart that stops for another reason fails, also where it asks the cluster before', () => {
  const template = `{{ $old := (lookup "v1" "Secret" .Release.Namespace "pw").data }}
{{- if $old }}{{ if hasKey $old "password" }}{{ $old = dict }}{{ end }}{{ end }}
{{- if not .Values.name }}{{ fail "give a name" }}{{ end -}}
${OBJECT('pw')}`;
  expect(releaseTold(template)).toBe('problem execution error at (app/templates/a.yaml:3:29): give a name');
});
