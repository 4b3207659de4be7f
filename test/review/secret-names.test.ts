import { describe, expect, test } from '@jest/globals';
import { reviewOf } from './review-of.ts';
import { cluster, reviewProd, type SmallFiles } from './small-fleet.ts';

const config = (name: string, namespace = 'shop') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "${name}", namespace: ${namespace} }\ndata: { a: b }\n`;

const gained = (text: string) => {
  const { clusters } = reviewOf(cluster('prod'), { ...cluster('prod'), 'clusters/prod/a.yaml': text });
  return clusters.prod;
};

describe('the name of an object that is a token', () => {
  const token = (end: string) => `glpat-zx9qk7tuvw3abcdefgh${end}`;

  test('is hidden, and what is said of the object is not', () => {
    const { gained: objects = [] } = gained(config(token('one'))) ?? {};
    expect(objects.map(({ kind, namespace, name, effect }) => [kind, namespace, name, effect])).toEqual([
      ['ConfigMap', 'shop', '***', 'created'],
    ]);
  });

  test('counts all the same: another token is another effect', () => {
    const [one, other] = ['one', 'other'].map((end) => gained(config(token(end)))?.digest);
    expect(one).not.toBe(other);
  });

  test.each([
    ['a namespace', config('x', token('one'))],
    [
      'a name that stands in a sentence about another object',
      `${config('x')}---\n${config('ghp_Zx9Qk70123456789abcdefghijABCDEFGHIJ')}`,
    ],
    ['a name within a longer one', config(`app-${token('one')}`)],
  ])('%s is hidden too', (_what, text) => {
    expect(JSON.stringify(gained(text))).not.toMatch(/zx9qk7/i);
  });

  test.each(['web', 'glpat', 'created', 'ghp-web', 'sk-live-api', 'postgres-credentials'])('%s is shown', (name) => {
    expect(gained(config(name))?.gained.map((each) => each.name)).toEqual([name]);
  });
});

test("a name that is filled in with a Secret's value is hidden, where it stands as a word", () => {
  const files: SmallFiles = {
    'clusters/prod/kustomization.yaml':
      'resources: [flux-system/gotk-sync.yaml, a.yaml]\nreplacements: [{ source: { kind: Secret, fieldPath: stringData.A }, targets: [{ select: { kind: ConfigMap, name: filled }, fieldPaths: [metadata.name] }] }]\n',
    'clusters/prod/a.yaml': [
      'apiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: shop }\nstringData: { A: created }\n',
      config('filled'),
      config('created-by-hand'),
    ].join('---\n'),
  };
  const { gained: objects } = reviewProd({}, files);
  expect(objects.map(({ name, effect }) => [name, effect])).toEqual([
    ['***', 'created'],
    ['created-by-hand', 'created'],
    ['s', 'created'],
  ]);
});

describe('what a generator of a Secret names and is not there', () => {
  const message = (entry: string, more: SmallFiles = {}) => {
    const kustomization = { 'clusters/prod/kustomization.yaml': `${entry}\n` };
    const { unresolved = [] } =
      reviewOf(cluster('prod'), { ...cluster('prod'), ...kustomization, ...more }).clusters.prod ?? {};
    return unresolved.map((each) => `${each.message} ${each.fix ?? ''}`.trim());
  };

  test.each([
    ['files: ["key=Zx9Qk7tUvW3"]', 'the file of the key "key" does not exist'],
    ['files: ["key=Zx9Qk7/tUvW3"]', 'the file of the key "key" does not exist'],
    ['files: ["key=../../../Zx9Qk7"]', 'the file of the key "key" is outside the repository'],
    ['envs: ["DB_PASSWORD=Zx9Qk7tUvW3"]', 'an env file that begins with "DB_PASSWORD=" does not exist'],
    ['envs: ["A=b=Zx9Qk7tUvW3"]', 'an env file that begins with "A=" does not exist'],
  ])('is not quoted, as it may be a value: %s', (entry, said) => {
    expect(message(`secretGenerator: [{ name: a, ${entry} }]`)).toEqual([said]);
  });

  test('is quoted where it reads like a file that is there', () => {
    const more = { 'clusters/prod/tls/cert.pem': 'x' };
    expect(message('secretGenerator: [{ name: a, files: ["key=tls/cert.pen"] }]', more)).toEqual([
      '"tls/cert.pen" does not exist Did you mean "tls/cert.pem"?',
    ]);
  });

  test('is quoted where it is a path without a key, or of a ConfigMap', () => {
    expect(message('secretGenerator: [{ name: a, files: [gone.pem] }]')).toEqual(['"gone.pem" does not exist']);
    expect(message('configMapGenerator: [{ name: a, files: ["key=gone.pem"] }]')).toEqual([
      '"gone.pem" does not exist',
    ]);
  });
});

test('what stands below a key of a Secret is hidden with its own keys, and so is what a mistyped field holds', () => {
  const secret = (more: string) => `apiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: shop }\n${more}\n`;
  const fieldsOf = (before: string, after: string) =>
    reviewProd({ 'clusters/prod/s.yaml': secret(before) }, { 'clusters/prod/s.yaml': secret(after) }).changed.flatMap(
      ({ fields }) => fields.map((field) => [field.path, field.before, field.after]),
    );
  expect(fieldsOf('stringData: { k: [kanarie] }', 'stringData: { k: { kanarie: eins } }')).toEqual([
    ['stringData.k', '***', '***'],
  ]);
  expect(fieldsOf('data: { k: { kanarie: a, zwei: b } }', 'data: { k: { kanarie: c, drei: d } }')).toEqual([
    ['data.k["***"]', undefined, '***'],
    ['data.k["*** (2)"]', '***', '***'],
    ['data.k["*** (3)"]', '***', undefined],
  ]);
  expect(fieldsOf('stringdata: { k: kanarie }', 'stringdata: { k: zwei }')).toEqual([['stringdata.k', '***', '***']]);
});
