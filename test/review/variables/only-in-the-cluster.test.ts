import { describe, expect, test } from '@jest/globals';
import { defaultConfig } from '../../../src/config/default-config.ts';
import { compareText } from '../../../src/report/cluster/compare-text.ts';
import { linesOf, said } from '../held/said.ts';
import { reviewOf } from '../review-of.ts';
import { cluster, flux, reviewProd, type SmallFiles } from '../small-fleet.ts';

const use = (name: string) => ['$', '{', name, '}'].join('');
const config = (name: string, data: string, namespace = 'shop', kind = 'ConfigMap') =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: ${namespace} }\n${kind === 'Secret' ? 'stringData' : 'data'}: { ${data} }\n`;
const ref = (name: string, kind = 'ConfigMap', more = '') => `{ kind: ${kind}, name: ${name}${more} }`;

/** The root `apps` with its sources of variables, and one object `x` that uses some. */
function apps(sources: readonly string[], data: string, files: SmallFiles = {}, substitute = ''): SmallFiles {
  const postBuild = `postBuild: { substituteFrom: [${sources.join(', ')}]${substitute} }`;
  return {
    'clusters/prod/apps.yaml': flux('apps', 'apps', ['prune: true', postBuild]),
    'clusters/prod/infra.yaml': flux('infra', 'infra'),
    'apps/x.yaml': config('x', data),
    'infra/y.yaml': config('y', 'a: b'),
    ...files,
  };
}

const VARS = [ref('vars')];

describe('a ConfigMap that only the cluster has', () => {
  test('hides no object, and what it sets is counted as opaque', () => {
    const review = reviewProd(apps(VARS, `a: "${use('A')}", b: "1"`), apps(VARS, `a: "${use('A')}", b: "2"`));
    expect(review).toMatchObject({ status: 'rendered', opaque: 1, unresolved: [] });
    expect(review.changed.map(({ fields }) => fields.map(({ path }) => path))).toEqual([['data.b']]);
  });

  test.each<[string, string, string, readonly string[]]>([
    ['the same text is the same', `a: "${use('A')}"`, `a: "${use('A')}"`, []],
    ['another variable may be the same', `a: "${use('A')}"`, `a: "${use('B')}"`, ['data.a may be the same']],
    ['a value may be what the variable was', `a: "${use('A')}"`, 'a: one', ['data.a may be the same']],
    ['other text around it is another', `a: "x-${use('A')}"`, `a: "y-${use('A')}"`, ['data.a']],
    ['a default does not tell the value', `a: "${use('A:=1')}"`, `a: "${use('A:=2')}"`, ['data.a may be the same']],
  ])('%s', (_, before, after, expected) => {
    const { changed } = reviewProd(apps(VARS, before), apps(VARS, after));
    const fields = changed.flatMap((each) => each.fields);
    expect(fields.map(({ path, encrypted }) => `${path}${encrypted ? ' may be the same' : ''}`)).toEqual(expected);
  });

  test('is an error only if the change takes it away', () => {
    const vars = { 'infra/v.yaml': config('vars', 'A: "1"', 'flux-system') };
    const gone =
      '? after: FluxKustomization flux-system/apps: ConfigMap/flux-system/vars (substituteFrom) is not in the cluster: this change removes it';
    expect(said(apps(VARS, `a: "${use('A')}"`, vars), apps(VARS, `a: "${use('A')}"`))).toContain(gone);
    expect(said(apps([ref('vars', 'ConfigMap', ', optional: true')], 'a: b', vars), apps(VARS, 'a: b'))).toContain(
      gone,
    );
  });

  test('is asked for only by an object that takes variables', () => {
    const vars = { 'infra/v.yaml': config('vars', 'A: "1"', 'flux-system') };
    const none = { 'apps/x.yaml': '# nothing yet\n' };
    const off = 'annotations: { kustomize.toolkit.fluxcd.io/substitute: disabled }';
    const disabled = { 'apps/x.yaml': config('x', 'a: b').replace('namespace: shop', `namespace: shop, ${off}`) };
    for (const files of [none, disabled]) {
      expect(said(apps(VARS, '', { ...files, ...vars }), apps(VARS, '', files)).join('\n')).not.toContain(
        'substituteFrom',
      );
    }
  });

  test('that comes into the repository tells its values', () => {
    const data = `a: "${use('A')}"`;
    const after = apps(VARS, data, { 'infra/v.yaml': config('vars', 'A: "1"', 'flux-system') });
    const { changed, unresolved } = reviewProd(apps(VARS, data), after);
    expect(changed.flatMap(({ fields }) => fields)).toMatchObject([{ path: 'data.a', before: use('A'), after: 1 }]);
    expect(unresolved).toEqual([]);
  });
});

describe('where sources come one after the other', () => {
  const FIRST = { 'infra/v.yaml': config('first', 'A: "1"', 'flux-system') };
  const fieldOf = (sources: readonly string[], a = use('A'), substitute = '') => {
    const { changed } = reviewProd(
      apps(sources, 'a: none', FIRST, substitute),
      apps(sources, `a: "${a}"`, FIRST, substitute),
    );
    return changed[0]?.fields[0]?.after;
  };

  test.each<[string, readonly string[], unknown]>([
    ['what comes later may set another value', [ref('first'), ref('vars')], use('A')],
    ['an optional one may too', [ref('first'), ref('vars', 'ConfigMap', ', optional: true')], use('A')],
    ['so may a Secret', [ref('first'), ref('vars', 'Secret')], use('A')],
    ['what comes earlier does not', [ref('vars'), ref('first')], 1],
  ])('%s', (_, sources, expected) => {
    expect(fieldOf(sources)).toBe(expected);
  });

  test('`substitute` is over all of them', () => {
    expect(fieldOf([ref('first'), ref('vars')], use('A'), ', substitute: { A: "2" }')).toBe(2);
  });

  test('another value of an earlier one may be a change', () => {
    const sources = [ref('first'), ref('vars')];
    const { changed } = reviewProd(
      apps(sources, `a: "${use('A')}"`, FIRST),
      apps(sources, `a: "${use('A')}"`, { 'infra/v.yaml': config('first', 'A: "2"', 'flux-system') }),
    );
    const x = changed.find(({ name }) => name === 'x');
    expect(x?.fields).toMatchObject([{ path: 'data.a', encrypted: true }]);
  });
});

describe('where there may be no variable at all', () => {
  const OPTIONAL = [ref('vars', 'ConfigMap', ', optional: true')];

  test('a default is not known, nor is what is escaped', () => {
    const data = `a: "${use('A:=1')}", b: "$${use('B')}", c: "$HOME $(id)"`;
    const { changed } = reviewProd(apps(OPTIONAL, 'a: "", b: "", c: ""'), apps(OPTIONAL, data));
    expect(changed[0]?.fields.map(({ after }) => after)).toEqual([use('A:=1'), `$${use('B')}`, '$HOME $(id)']);
  });

  test('a script that Flux could not read is no problem', () => {
    const [before, after] = ['1', '2'].map((n) => apps(OPTIONAL, `a: '${use('list[@]')}', n: "${n}"`));
    expect(reviewProd(before ?? {}, after ?? {})).toMatchObject({ unresolved: [], changed: [{ name: 'x' }] });
  });

  test('an object that is not to be substituted stays as it is', () => {
    const off = (n: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: y, namespace: shop, labels: { kustomize.toolkit.fluxcd.io/substitute: disabled } }\ndata: { a: "${use('A')}${n}" }\n`;
    const lines = said(
      apps(OPTIONAL, 'a: b', { 'apps/y.yaml': off('1') }),
      apps(OPTIONAL, 'a: b', { 'apps/y.yaml': off('2') }),
    );
    expect(lines).toEqual([`~ ConfigMap/y: updated (data.a: ${use('A')}1 → ${use('A')}2)`]);
  });
});

describe('what the configuration lists', () => {
  const linesWith = (sources: readonly string[], data: string) => {
    const first = { ...cluster('prod'), 'infra/v.yaml': config('first', 'A: one, B: one', 'flux-system') };
    const prod = {
      name: 'prod',
      path: 'clusters/prod',
      paths: ['clusters/prod'],
      protected: false,
      kubernetes: undefined,
      sources: [],
    };
    const before = apps(sources, 'a: none', first);
    const after = apps(sources, `a: "${data}"`, first);
    return linesOf(
      reviewOf(before, after, { config: { ...defaultConfig, clusters: [{ ...prod, substitute: { A: 'eu' } }] } }),
    );
  };

  test.each<[string, readonly string[], string, string]>([
    ['is what a ConfigMap holds', VARS, use('A'), 'eu'],
    ['is all that it holds', VARS, use('B:-other'), 'other'],
    ['is over an earlier source', [ref('first'), ref('vars')], use('A'), 'eu'],
    ['is under a later one', [ref('vars'), ref('first')], use('A'), 'one'],
    [
      'is all that an optional Secret holds',
      [ref('first'), ref('vars', 'Secret', ', optional: true')],
      use('B'),
      'one',
    ],
    ['is what a Secret holds', [ref('vars', 'Secret')], use('A'), 'eu'],
    ['is not all that a Secret holds', [ref('first'), ref('vars', 'Secret')], use('B'), use('B')],
  ])('%s', (_, sources, data, expected) => {
    const mayStay = expected.includes('$')
      ? ', may stay as it is: it holds variables whose values are not known here'
      : '';
    expect(linesWith(sources, data)).toEqual([`~ ConfigMap/x: updated${mayStay} (data.a: none → ${expected})`]);
  });
});

test('two clusters are not said to run the same where each may have its own values', () => {
  const files = apps(VARS, `a: "${use('A')}"`);
  expect(compareText('test', 'prod', reviewProd(files, files))).toBe(
    'test and prod run the same, as far as that is known\nnot known: 1 object holds a value that only the cluster has, and may differ\n',
  );
});

describe('what is shown of a text with variables in it', () => {
  const shownOf = (data: string, kind = 'ConfigMap') => {
    const files = (text: string) => apps(VARS, 'a: b', { 'apps/y.yaml': config('y', text, 'shop', kind) });
    const { changed } = reviewProd(files('k: none'), files(data));
    return JSON.stringify(changed.flatMap(({ fields }) => fields.map(({ after }) => after)));
  };

  test.each([
    ['a password beside a variable', `password: "hunter2-${use('A')}"`],
    ['a default that is a password', `k: "${use('TOKEN:-hunter2')}"`],
    ['an address with a password', `k: "https://me:hunter2@${use('HOST')}/x"`],
  ])('is not %s', (_, data) => {
    expect(shownOf(data)).not.toContain('hunter2');
  });

  test('is nothing of a Secret', () => {
    expect(shownOf(`k: "hunter2-${use('A')}"`, 'Secret')).toBe('["***"]');
  });
});
