import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaultConfig } from '../../src/config/default-config.ts';
import { snapshotOf } from '../../src/fleet/render/snapshot.ts';
import { openFleet } from '../../src/promotion/plan/fleet.ts';
import { toHtml } from '../../src/report/html/to-html.ts';
import { toJson } from '../../src/report/json/to-json.ts';
import { toCheckOutput } from '../../src/report/markdown/to-check-output.ts';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { toText } from '../../src/report/text/to-text.ts';
import { explainObject } from '../../src/review/origins/explain-object.ts';
import { hideInText } from '../../src/review/secrets/hide-in-text.ts';
import { cpuSeconds, HOSTILE_SECONDS } from '../cpu-seconds.ts';
import { memoryTree } from '../tree/memory-tree.ts';
import { reviewOf } from './review-of.ts';
import { argumentForms, secretNames, shownTexts, textForms } from './secret-forms.ts';
import { cluster, deployment, flux, reviewProd, type SmallFiles } from './small-fleet.ts';

const hidden = (text: string) => hideInText(text, () => '***');

/** No word, and no number. */
const SECRET = 'Zx9Qk7tUvW3';

test.each(Object.entries(textForms))('a text hides a secret as %s', (_form, write) => {
  const shown = hidden(write(SECRET));
  expect(shown).toContain('***');
  expect(shown).not.toContain(SECRET);
});

test.each(shownTexts)('a text is shown as it is: %s', (text) => {
  expect(hidden(text)).toBe(text);
});

test.each(Object.entries(argumentForms))('an argument is hidden %s', (_form, write) => {
  const web = (secret: string) => deployment('web', `, args: ${JSON.stringify(write(secret))}`);
  const { changed } = reviewProd(
    { 'clusters/prod/a.yaml': web(`${SECRET}a`) },
    { 'clusters/prod/a.yaml': web(`${SECRET}b`) },
  );
  expect(changed).toHaveLength(1);
  expect(JSON.stringify(changed)).toContain('***');
  expect(JSON.stringify(changed)).not.toContain(SECRET);
});

test.each([
  ['the mode of a directory', ['mkdir', '-p', 'cache']],
  ['a port', ['app', '-p', '8080']],
  ['ports', ['app', '-p', '8080:80']],
  ['a user and a group', ['app', '-u', '1000:1000']],
  ['a file', ['app', '--password', '/etc/secret/password']],
  ['a variable', ['app', '--password', '$(DB_PASSWORD)']],
  ['another option', ['app', '--password', '--verbose']],
])('an argument is shown: %s', (_what, args) => {
  const web = (more: readonly string[]) => deployment('web', `, args: ${JSON.stringify(more)}`);
  const { changed } = reviewProd({ 'clusters/prod/a.yaml': web([]) }, { 'clusters/prod/a.yaml': web(args) });
  expect(changed[0]?.fields.map(({ after }) => after)).toEqual(args);
});

function release(values: string): SmallFiles {
  const lines = [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: { name: shop, namespace: shop }',
    'spec:',
    '  chart: { spec: { chart: shop, sourceRef: { kind: HelmRepository, name: shop } } }',
    `  values: ${values}`,
    '',
  ];
  return { 'clusters/prod/a.yaml': lines.join('\n') };
}

test.each(secretNames)('a value for a chart is hidden by its name: %s', (name) => {
  const { changed } = reviewProd(release(`{ x: { ${name}: ${SECRET}1 } }`), release(`{ x: { ${name}: ${SECRET}2 } }`));
  expect(changed[0]?.fields).toMatchObject([{ before: '***', after: '***', masked: true }]);
});

test.each(secretNames)('a variable of a pod is hidden by its name: %s', (name) => {
  const web = (value: string) => deployment('web', `, env: [{ name: ${name}, value: ${value} }]`);
  const { changed } = reviewProd(
    { 'clusters/prod/a.yaml': web(`${SECRET}1`) },
    { 'clusters/prod/a.yaml': web(`${SECRET}2`) },
  );
  expect(changed[0]?.fields).toMatchObject([{ before: '***', after: '***', masked: true }]);
});

test.each([
  ['env: { DB_PASSWORD: { valueFrom: { secretKeyRef: { name: db-app, key: password } } } }'],
  [
    'persistence: { secrets: { type: secret, name: app-secrets, globalMounts: [{ path: /secrets, subPath: secrets.yaml }] } }',
  ],
  ['controllers: { onepassword: { replicas: 2 } }'],
  ['imagePullSecrets: [{ name: registry-auth }]'],
  ['auth: { existingSecret: grafana-admin, existingSecretPasswordKey: admin-password }'],
  ['auth: { secretKey: client-secret, passwordKey: password }'],
  ['tls: { secret: wildcard-tls }'],
  ['limits: { SUMMARY_MAX_TOKENS: 8000, password: "" }'],
  ['passwordPolicy: { minLength: 12, compass: north }'],
])('a value for a chart is shown: %s', (values) => {
  const { changed } = reviewProd(release('{}'), release(`{ ${values} }`));
  expect(changed).toHaveLength(1);
  expect(JSON.stringify(changed)).not.toContain('***');
});

test('what a SealedSecret seals is shown: it is encrypted', () => {
  const sealed = (text: string) => ({
    'clusters/prod/a.yaml': `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: a, namespace: shop }\nspec: { encryptedData: { password: ${text} } }\n`,
  });
  const { changed } = reviewProd(sealed('AgBy3i4OJSWK'), sealed('AgDx8k2PLQRT'));
  expect(changed[0]?.fields).toMatchObject([{ before: 'AgBy3i4OJSWK', after: 'AgDx8k2PLQRT' }]);
});

test.each(['0755', '0x1F', '1_000', '1e9'])('a finding does not tell a value of a Secret: %s', (value) => {
  const files = (text: string) => ({
    ...cluster('prod'),
    'clusters/prod/a.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: pin, namespace: shop }\nstringData: { pin: ${text} }\n---\n${configOf('none').replace('"none"', `none, password: ${text}`)}`,
  });
  const { findings } = reviewOf(files('a'), files(value));
  const messages = findings.filter(({ rule }) => rule === 'changed-scalar').map(({ message }) => message);
  expect(messages).toEqual([
    '`password: ***` of ConfigMap `shop/copy` becomes another text',
    '`pin: ***` of Secret `shop/pin` becomes another text',
  ]);
});

const secretOf = (value: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata: { name: own, namespace: shop }\nstringData: { own: ${JSON.stringify(value)} }\n`;
const configOf = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: copy, namespace: shop }\ndata: { copy: ${JSON.stringify(value)} }\n`;
const encoded = (text: string) => globalThis.btoa(text);

test.each([
  ['in base64', 'lorem7-ipsum', encoded('lorem7-ipsum')],
  ['in base64 behind one character', 'lorem7-ipsum', encoded('xlorem7-ipsum')],
  ['in base64 behind two characters', 'lorem7-ipsum', encoded('xxlorem7-ipsum and more')],
  ['one line of it', 'first\nline2 lorem7ipsum\nlast', 'line2 lorem7ipsum'],
  [
    'one line of a key',
    `-----BEGIN PRIVATE KEY-----\n${'aB3'.repeat(21)}\n-----END PRIVATE KEY-----`,
    'aB3'.repeat(21),
  ],
  ['a value within it', 'user: app\npassword: lorem7ipsum\n', 'lorem7ipsum'],
])("a Secret's value is hidden elsewhere: %s", (_how, value, copy) => {
  const files = (text: string) => ({ 'clusters/prod/a.yaml': `${secretOf(value)}---\n${configOf(text)}` });
  const { changed } = reviewProd(files('none'), files(copy));
  expect(changed[0]?.fields).toMatchObject([{ before: 'none', after: '***' }]);
});

test.each([
  ['a line that any file has', 'apiVersion: v1\nlisten: 8080\nexample.com\n10.0.0.0/8\n', 'listen: 8080'],
  [
    'a certificate',
    '-----BEGIN CERTIFICATE-----\nMIIBhTCCASug\n-----END CERTIFICATE-----',
    '-----BEGIN CERTIFICATE-----\nMIIBhTCCASug\n-----END CERTIFICATE-----',
  ],
  ['an address', 'level: info\n10.0.0.0/8\nexample.com\n', 'example.com'],
])('what is in a Secret and no secret is shown elsewhere: %s', (_what, value, copy) => {
  const files = (text: string) => ({ 'clusters/prod/a.yaml': `${secretOf(value)}---\n${configOf(text)}` });
  const { changed } = reviewProd(files('none'), files(copy));
  expect(changed[0]?.fields).toMatchObject([{ before: 'none', after: copy }]);
});

test('a text of many lines loses those that hold a Secret, and keeps the others', () => {
  const files = (text: string) => ({ 'clusters/prod/a.yaml': `${secretOf('lorem7-ipsum')}---\n${configOf(text)}` });
  const { changed } = reviewProd(files('none'), files('level: info\nx lorem7-ipsum y\nlast: 1\n'));
  expect(changed[0]?.fields).toMatchObject([{ after: 'level: info\n*** (another)\nlast: 1\n' }]);
});

const everyForm = (secret: string): SmallFiles => {
  const data = Object.fromEntries(Object.values(textForms).map((write, index) => [`f${index}`, write(secret)]));
  const named = secretNames.map((name) => ({ name, value: secret }));
  const containers = Object.values(argumentForms).map((write, index) => ({
    name: `c${index}`,
    image: 'app:1',
    args: write(secret),
    env: named,
  }));
  const pod = { metadata: { labels: { app: 'x' } }, spec: { containers } };
  return {
    ...cluster('prod'),
    'clusters/prod/apps.yaml': flux('apps', 'apps'),
    'apps/a.yaml': [
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'forms', namespace: 'shop' },
        data,
      }),
      JSON.stringify({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web', namespace: 'shop' },
        spec: { selector: { matchLabels: { app: 'x' } }, template: pod },
      }),
      release(
        JSON.stringify({ named: Object.fromEntries(named.map(({ name, value }) => [name, value])), extraEnv: named }),
      )['clusters/prod/a.yaml'],
    ].join('\n---\n'),
  };
};

test('no secret that is planted in any of the forms is in any output', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'),
    minLength: 6,
    maxLength: 10,
  });
  fc.assert(
    fc.property(letters, letters, (one, other) => {
      const [before, after] = [`Q7${one}9z`, `Q8${other}9z`];
      const review = reviewOf(everyForm(before), everyForm(after));
      expect(review.clusters.prod?.unresolved).toEqual([]);
      expect(review.clusters.prod?.changed).toHaveLength(3);
      const fleet = openFleet(snapshotOf(memoryTree(everyForm(after)), defaultConfig));
      const explained = fleet.clusters.flatMap(({ inventory }) =>
        inventory.objects.map((object) => explainObject(object, inventory)),
      );
      const { title, summary, text } = toCheckOutput(review);
      const outputs = [
        toText(review),
        toMarkdown(review),
        toJson(review),
        toHtml(review),
        title,
        summary,
        text,
        JSON.stringify(explained),
      ];
      for (const output of outputs) {
        for (const secret of [before, after, before.slice(2, -2), encoded(before).slice(0, -4)])
          expect(around(output, secret)).toEqual([]);
      }
    }),
    { numRuns: 8 },
  );
});

/** Where a secret is found, with what is around it. */
function around(text: string, secret: string): readonly string[] {
  return text
    .split(secret)
    .slice(1)
    .map((behind, index) => `${text.split(secret)[index]?.slice(-60)}|${behind.slice(0, 30)}`);
}

const mega = 1_000_000;

test.each([
  ['one letter', 'a'.repeat(mega)],
  ['separators', 'a='.repeat(mega / 2)],
  ['names', 'password='.repeat(mega / 9)],
  ['open quotes', 'password="'.repeat(mega / 10)],
  ['addresses', 'http://a:b@c '.repeat(mega / 13)],
  ['queries', '?key='.repeat(mega / 5)],
  ['options', '--password '.repeat(mega / 11)],
  ['commands', 'mysql '.repeat(mega / 6)],
  ['headers', 'authorization: '.repeat(mega / 15)],
  ['tokens', 'eyJaaaaaaaaaa-'.repeat(mega / 14)],
  ['elements', '<a>b'.repeat(mega / 4)],
  ['keys', '-----BEGIN RSA PRIVATE KEY-----'.repeat(mega / 31)],
  ['blocks', 'password: |\n'.repeat(mega / 12)],
  ['lines of netrc', 'machine login password '.repeat(mega / 23)],
  ['a long block', `password: |\n${' x\n'.repeat(mega / 3)}`],
  ['placeholders', 'password: {{'.repeat(mega / 12)],
])('a hostile megabyte is looked through at once: %s', (_of, text) => {
  // Some 50 ms on an idle machine; what grows by the square takes minutes.
  expect(cpuSeconds(() => hidden(text))).toBeLessThan(HOSTILE_SECONDS);
});
