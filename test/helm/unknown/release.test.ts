import { expect, test } from '@jest/globals';
import { loadFolder } from '../../../src/helm/load/load-folder.ts';
import { CHART, mapping } from '../release/release.ts';
import { filesOf } from '../render.ts';
import { config, hidden, knownOf, told } from './known.ts';

const SECRET = 'pw: "secret:hunter2-hunter2"\n';
const UNKNOWN = 'x: "opaque:ENC[AES256_GCM,data:abc,type:str]"\n';
const files = (...expressions: readonly string[]) => ({ 'templates/a.yaml': config(...expressions) });

test.each([
  ['', '.Values.a', 1],
  ['a: 1', 'toYaml .Values | sha256sum', 1],
  ['', 'dateInZone "2006" (toDate "2006-01-02" "2024-01-01") "UTC"', 1],
  [SECRET, '.Values.a', 2],
  [UNKNOWN, '.Values.a', 3],
  ['', 'now', 3],
  ['', 'uuidv4', 3],
  ['', 'lookup "v1" "Secret" "a" "b"', 3],
  ['', 'getHostByName "a"', 3],
  [`${SECRET}${UNKNOWN}`, 'randAlphaNum 3', 3],
])('a chart with %j that writes %s is rendered as often as it takes: %i', (values, expression, times) => {
  const release = knownOf({ files: files(expression), values: values || '{}' });
  expect([release.renderings, release.problems]).toEqual([times, []]);
});

test('a failure is told without the secret in it', () => {
  const told1 = (expression: string) => told(knownOf({ files: files(expression), values: SECRET }));
  expect(told1('fail (printf "bad password %s given" .Values.pw)')).toBe(
    'problem execution error at (app/templates/a.yaml:5:9): bad password *** given',
  );
  expect(told1('fail "no password"')).toBe('problem execution error at (app/templates/a.yaml:5:9): no password');
  expect(told1('tpl (printf "{{ %s" .Values.pw) .')).not.toContain('hunter2');
  expect(told1('mustToDate "2006" .Values.pw')).not.toContain('hunter2');
  expect(told1('index (dict) .Values.pw "x"')).not.toContain('hunter2');
  expect(told1('.Values.pw.field')).toContain("can't evaluate field field in type interface {}");
});

test('a failure is told without a value that a name says is secret', () => {
  const values =
    'password: kanarieEins\nauth: { tokens: [kanarieZwei] }\nenv: [{ name: DB_PASSWORD, value: kanarieDrei }]';
  const problem = (expression: string) => told(knownOf({ files: files(expression), values })).replace(/^.*?\): /, '');
  expect(problem('fail (printf "bad password %s given" .Values.password)')).toBe('bad password *** given');
  expect(problem('fail (printf "bad: %s" (b64enc .Values.password))')).toBe('bad: ***');
  expect(problem('fail (index .Values.auth.tokens 0)')).toBe('***');
  expect(problem('fail (toJson .Values.env)')).not.toContain('kanarie');
  expect(problem('if eq .Values.password "kanarieEins" }}{{ fail "not kanarieEins!" }}{{ end }}{{ ""')).toBe(
    'not ***!',
  );
  expect(problem('fail "kanarieVier"')).toBe('kanarieVier');
});

test('values that do not meet their schema are not told', () => {
  const schema = '{"properties": {"pw": {"enum": ["a"]}, "x": {"pattern": "^[0-9]+$"}}}';
  const withSchema = { ...files('.Values.a'), 'values.schema.json': schema };
  expect(told(knownOf({ files: withSchema, values: SECRET }))).not.toContain('hunter2');
  const unknown = knownOf({ files: withSchema, values: UNKNOWN });
  expect(unknown.problems).toEqual([]);
  expect(unknown.manifests).toHaveLength(1);
  expect(unknown.mayFail.join()).toMatch(/^values don't meet the specifications/);
});

test('a chart that stops where something is not known may fail', () => {
  const stops = files('if not (hasPrefix "https" .Values.x) }}{{ fail "no https" }}{{ end }}{{ "a"');
  expect(told(knownOf({ files: stops, values: UNKNOWN }))).toMatch(
    /^may fail execution error .*: no https\nConfigMap\/a/,
  );
  const passes = files('if eq "none" .Values.x }}{{ fail "it is none" }}{{ end }}{{ "a"');
  expect(told(knownOf({ files: passes, values: UNKNOWN }))).toMatch(
    /^may fail execution error .*: it is none\nConfigMap/,
  );
  const always = files('if .Values.x }}{{ end }}{{ fail "always"');
  expect(told(knownOf({ files: always, values: UNKNOWN }))).toMatch(/^problem execution error .*: always$/);
  const versions = files('semverCompare ">1" .Values.x');
  expect(told(knownOf({ files: versions, values: UNKNOWN }))).toMatch(/^may fail .*invalid semantic version/s);
});

test.each([
  [
    'if not (lookup "v1" "Secret" "a" "b") }}{{ fail "needs b" }}{{ end }}{{ "a"',
    /^may fail execution error .*: needs b$/,
  ],
  ['required "needs b" (dig "data" "x" "" (lookup "v1" "Secret" "a" "b"))', /^may fail execution error .*: needs b$/],
  ['index (lookup "v1" "Secret" "a" "b") "data" "x"', /^may fail .*index of nil pointer$/],
  ['if lt (now | unixEpoch | int64) 1600000000 }}{{ fail "early" }}{{ end }}{{ "a"', /^may fail .*: early$/],
  ['if lookup "v1" "Secret" "a" "b" }}{{ end }}{{ fail "always"', /^problem execution error .*: always$/],
])('a chart that stops since the cluster is not at hand may fail, and else does: %s', (expression, expected) => {
  expect(told(knownOf({ files: files(expression) })).split('\n')[0]).toMatch(expected);
});

test('notes are told without secrets', () => {
  const notes = { 'templates/NOTES.txt': 'Log in\nwith {{ .Values.pw }} now\n' };
  expect(knownOf({ files: notes, values: SECRET }).notes).toBe('Log in\nwith *** now\n');
});

test('a file of values that is not known makes a release partly known', () => {
  const release = knownOf({ files: files('.Values.a'), values: 'a: given', unknownFiles: ['Secret/s#values.yaml'] });
  expect(release.partlyKnown).toEqual([
    'a file of values is not known, which may set any value: what is shown is what comes of all others',
  ]);
  expect(told(release)).toContain('data.k0 given');
});

test('secrets stay hidden behind post-renderers, and in what those bring', () => {
  const spec = `
  postRenderers: [{kustomize: {patches: [{target: {kind: ConfigMap}, patch: '[{"op": "copy", "from": "/data/k0", "path": "/data/more"}]'}]}}]
  commonMetadata: {annotations: {team: two}}`;
  expect(told(knownOf({ files: files('.Values.pw'), values: SECRET, spec }))).toBe(
    'ConfigMap/a\ndata.k0 ***\ndata.more ***\nmetadata.annotations.team two\nmetadata.name a',
  );
});

test('values of the release before are hidden too where they are preserved', () => {
  const chart = loadFolder(filesOf({ 'Chart.yaml': CHART }));
  const release = knownOf({
    files: files('.Values.pw', '.Values.own'),
    values: 'own: a',
    spec: '{upgrade: {preserveValues: true}}',
    action: { kind: 'upgrade', former: { chart, values: hidden(mapping(SECRET)) } },
  });
  expect(told(release)).toBe('ConfigMap/a\nmetadata.name a\ndata.k0 ***\ndata.k1 a');
});
