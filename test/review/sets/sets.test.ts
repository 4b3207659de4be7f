import { describe, expect, test } from '@jest/globals';
import { said } from '../charts/chart-fleet.ts';
import { reviewOf } from '../review-of.ts';
import { reviewProd } from '../small-fleet.ts';
import { configMap, provider, resourceSet, TENANT, tenantFleet } from './set-fleet.ts';

const BLUE = ['inputs:', '  - tenant: blue'];
const BOTH = [...BLUE, '  - tenant: green'];
const GREEN_GOES = 'changed ResourceSet flux-system/tenants: updated, spec.inputs[1] {"tenant":"green"} → nothing';
const NAMED = ['resources: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: "x-<< inputs.id >>" } }]'];

describe('What ResourceSets make stands in their cluster', () => {
  test('an input that is added brings its objects, and what the FluxKustomizations among them build', () => {
    expect(said(tenantFleet([...BLUE, ...TENANT]), tenantFleet([...BOTH, ...TENANT]))).toEqual([
      'gained Namespace green: created',
      'gained Kustomization flux-system/green: created',
      'gained ConfigMap green/app: created',
      'changed ResourceSet flux-system/tenants: updated, spec.inputs[1] nothing → {"tenant":"green"}',
    ]);
  });

  test('each object leads from the ResourceSet by its input to the line of its template', () => {
    const { gained } = reviewProd(tenantFleet([...BLUE, ...TENANT]), tenantFleet([...BOTH, ...TENANT]));
    const lines = (chain: readonly { readonly path: string; readonly line?: number | undefined }[]) =>
      chain.map(({ path, line }) => `${path}:${line}`);
    const set = 'clusters/prod/tenants.yaml';
    expect(gained.map(({ kind, chain }) => [kind, ...lines(chain)])).toEqual([
      ['Namespace', `${set}:1`, `${set}:7`, `${set}:9`],
      ['Kustomization', `${set}:1`, `${set}:7`, `${set}:12`],
      ['ConfigMap', `${set}:1`, `${set}:7`, `${set}:16`, 'tenants/green/app.yaml:1'],
    ]);
    expect(gained.map((each) => each.set)).toEqual(['flux-system/tenants', 'flux-system/tenants', undefined]);
  });

  test('a file of a tenant that changes is read by the cluster', () => {
    const fleet = tenantFleet([...BOTH, ...TENANT]);
    expect(said(fleet, { ...fleet, 'tenants/green/app.yaml': configMap('app', '{ size: "2" }', 'green') })).toEqual([
      'changed ConfigMap green/app: updated, data.size "1" → "2"',
    ]);
  });

  test('an input that goes takes its objects with it', () => {
    expect(said(tenantFleet([...BOTH, ...TENANT]), tenantFleet([...BLUE, ...TENANT]))).toEqual([
      'lost Namespace green: pruned',
      'lost Kustomization flux-system/green: pruned',
      'lost ConfigMap green/app: pruned',
      GREEN_GOES,
    ]);
  });

  test.each<readonly [string, readonly string[], string, readonly string[]]>([
    [
      'a set that is disabled leaves all as it is',
      [...BLUE, ...TENANT],
      '{ fluxcd.controlplane.io/reconcile: disabled }',
      ['lost Namespace green: suspended', 'lost Kustomization flux-system/green: suspended', GREEN_GOES],
    ],
    [
      'what says so is never deleted',
      ['commonMetadata: { annotations: { fluxcd.controlplane.io/prune: disabled } }', ...BLUE, ...TENANT],
      '{}',
      [
        'lost Namespace green: exempt',
        'lost Kustomization flux-system/green: exempt, goes on following Git, with all that is in `tenants/green`',
        GREEN_GOES,
      ],
    ],
  ])('%s', (_, spec, annotations, expected) => {
    const before = tenantFleet([...spec.slice(0, -TENANT.length), '  - tenant: green', ...TENANT], {}, annotations);
    expect(said(before, tenantFleet(spec, {}, annotations))).toEqual(expected);
  });

  test('a set that goes takes all with it', () => {
    const { 'clusters/prod/tenants.yaml': _, ...without } = tenantFleet([...BLUE, ...TENANT]);
    expect(said(tenantFleet([...BLUE, ...TENANT]), without)).toEqual([
      'lost ResourceSet flux-system/tenants: pruned',
      'lost Namespace blue: pruned',
      'lost Kustomization flux-system/blue: pruned',
      'lost ConfigMap blue/app: pruned',
    ]);
  });
});

describe('Inputs from providers', () => {
  const FROM = (selector: string) => [`inputsFrom: [${selector}]`, ...TENANT];

  test('a static provider gives its values, by name and by selector', () => {
    const by = (selector: string, values: string) =>
      tenantFleet(FROM(selector), {
        'clusters/prod/provider.yaml': provider(
          'p',
          `{ type: Static, defaultValues: { tenant: ${values} } }`,
          '{ l: x }',
        ),
      });
    expect(said(by('{ name: p }', 'blue'), by('{ selector: { matchLabels: { l: x } } }', 'green'))).toEqual([
      'gained Namespace green: created',
      'gained Kustomization flux-system/green: created',
      'gained ConfigMap green/app: created',
      'lost Namespace blue: pruned',
      'lost Kustomization flux-system/blue: pruned',
      'lost ConfigMap blue/app: pruned',
      'changed ResourceSet flux-system/tenants: updated, spec.inputsFrom[0].name "p" → nothing, spec.inputsFrom[0].selector nothing → {"matchLabels":{"l":"x"}}',
      'changed ResourceSetInputProvider flux-system/p: updated, spec.defaultValues.tenant "blue" → "green"',
    ]);
  });

  test('what is named by the id of a provider is the same object on both sides', () => {
    const by = (value: string) =>
      tenantFleet(
        [
          'inputsFrom: [{ name: p }]',
          'resources:',
          '  - apiVersion: v1',
          '    kind: ConfigMap',
          '    metadata: { name: "x-<< inputs.id >>", namespace: a }',
          '    data: { v: << inputs.v >> }',
        ],
        { 'clusters/prod/provider.yaml': provider('p', `{ type: Static, defaultValues: { v: ${value} } }`) },
      );
    expect(said(by('one'), by('two'))).toEqual([
      'changed ResourceSetInputProvider flux-system/p: updated, spec.defaultValues.v "one" → "two"',
      expect.stringMatching(/^changed ConfigMap a\/x-opaque-[0-9a-f]{32}: updated, data.v "one" → "two"$/),
    ]);
  });

  test('tags of a repository are inputs that only the cluster knows, and nothing else is hidden by that', () => {
    const by = (size: string) =>
      tenantFleet(FROM('{ name: p }'), {
        'clusters/prod/provider.yaml': provider('p', '{ type: GitHubTag, url: "https://github.com/acme/app" }'),
        'clusters/prod/more.yaml': configMap('more', `{ size: "${size}" }`),
      });
    expect(said(by('1'), by('2'))).toEqual([
      'changed ConfigMap blue/more: updated, data.size "1" → "2"',
      'standing: what fluxcd.controlplane.io/v1 ResourceSet flux-system/tenants creates in the cluster could not be determined: its inputs come from GitHubTag `p`',
    ]);
  });
});

test('of a set whose inputs are not known on one side, nothing is claimed to come or to go', () => {
  const tags = {
    'clusters/prod/provider.yaml': provider('p', '{ type: GitHubTag, url: "https://github.com/acme/app" }'),
  };
  const [known, unknown] = [
    tenantFleet([...BOTH, ...TENANT], tags),
    tenantFleet(['inputsFrom: [{ name: p }]', ...TENANT], tags),
  ];
  const happening = (lines: readonly string[]) => lines.filter((line) => /^(gained|lost)/.test(line));
  expect(happening(said(known, unknown))).toEqual([]);
  expect(happening(said(unknown, known))).toEqual([]);
});

describe('What is wrong with a ResourceSet is a problem of its own', () => {
  test.each<readonly [string, readonly string[], readonly [number, number?], string]>([
    [
      'a template that does not parse',
      [...BLUE, 'resourcesTemplate: |', '  kind: x', '  a: << if >>'],
      [9],
      'missing value for if',
    ],
    [
      'an input that is missing in a text',
      [...BLUE, 'resourcesTemplate: |', '  a: b', '  c: << inputs.wait >>'],
      [9, 11],
      'map has no entry for key "wait", at <inputs>',
    ],
    [
      'a function that slim-sprig has not',
      [...BLUE, 'resourcesTemplate: |', '  a: << now >>'],
      [8],
      'function "now" not defined',
    ],
    [
      'an input that is missing',
      [...BLUE, ...TENANT, '    wait: << inputs.wait >>'],
      [18, 7],
      'map has no entry for key "wait", at <inputs>',
    ],
    ['inputs that nothing gives', TENANT, [8, 19], 'map has no entry for key "tenant", at <inputs>'],
    [
      'two objects of one id',
      [
        'resources:',
        '  - { apiVersion: v1, kind: Namespace, metadata: { name: a } }',
        '  - { apiVersion: v1, kind: Namespace, metadata: { name: a } }',
      ],
      [7, 7],
      'Namespace a is in it twice',
    ],
    [
      'a provider that is nowhere',
      ['inputsFrom:', '  - { name: absent }', ...NAMED],
      [6, 9],
      'there is no ResourceSetInputProvider "absent" in its namespace',
    ],
    [
      'an object without a name',
      [...BLUE, 'resources: [{ apiVersion: v1, kind: Namespace }]'],
      [7, 15],
      'an object in it has no name',
    ],
    [
      'an input strategy that is none',
      ['inputStrategy: { name: Other }', ...BLUE, ...NAMED],
      [5, 20],
      'the input strategy "Other" is neither Flatten nor Permute',
    ],
  ])('%s', (_, spec, [line, column], why) => {
    const { unresolved, lost } = reviewProd(tenantFleet([...BLUE, ...TENANT]), tenantFleet(spec));
    const message = `flux-operator cannot render ResourceSet flux-system/tenants: ${why}`;
    expect(lost).toEqual([]);
    expect(unresolved).toEqual([
      expect.objectContaining({
        code: 'set-failed',
        message,
        path: 'clusters/prod/tenants.yaml',
        line,
        ...(column === undefined ? {} : { column }),
        side: 'after',
        standing: false,
      }),
    ]);
  });

  test('a ResourceSet that makes inputs of its own without end', () => {
    const endless = tenantFleet(
      [
        'inputsFrom: [{ selector: { matchLabels: { l: x } } }]',
        'resources:',
        '  - apiVersion: fluxcd.controlplane.io/v1',
        '    kind: ResourceSetInputProvider',
        '    metadata: { name: p<< add1 inputs.n >>, namespace: flux-system, labels: { l: x } }',
        '    spec: { type: Static, defaultValues: { n: << add1 inputs.n >> } }',
      ],
      { 'clusters/prod/p.yaml': provider('p1', '{ type: Static, defaultValues: { n: 1 } }', '{ l: x }') },
    );
    expect(said(tenantFleet([...BLUE, ...TENANT]), endless).at(-1)).toBe(
      'after: ResourceSet flux-system/tenants never settles: what ResourceSets make decides what they make',
    );
  });

  test('sets and providers that a ResourceSet makes are followed', () => {
    const quoted = TENANT.map((line) => line.replace(/<< (.*?) >>/g, '<< "<<" >> $1 << ">>" >>'));
    const text = [
      resourceSet('inner', ['inputsFrom: [{ name: made }]', ...quoted]),
      provider('made', '{ type: Static, defaultValues: { tenant: blue } }'),
    ].join('---\n');
    const outer = ['resourcesTemplate: |', ...text.split('\n').map((line) => `  ${line}`)];
    expect(said(tenantFleet(['inputs: []']), tenantFleet(outer)).slice(0, -1)).toEqual([
      'gained ResourceSet flux-system/inner: created',
      'gained ResourceSetInputProvider flux-system/made: created',
      'gained Namespace blue: created',
      'gained Kustomization flux-system/blue: created',
      'gained ConfigMap blue/app: created',
    ]);
  });
});

test('each field of an object that a ResourceSet lists leads to the line of its template', () => {
  const fleet = tenantFleet([...BLUE, ...TENANT]);
  const { prod } = reviewOf(fleet, {
    ...fleet,
    'clusters/prod/tenants.yaml': (fleet['clusters/prod/tenants.yaml'] ?? '').replace('prune: true', 'prune: false'),
  }).clusters;
  const changed = prod?.changed.find(({ kind }) => kind === 'Kustomization');
  expect(changed?.chain.at(-1)).toEqual({ path: 'clusters/prod/tenants.yaml', line: 16, changed: true });
});

test('a provider that only another ResourceSet may make is no error', () => {
  const fleet = tenantFleet(['inputsFrom: [{ name: made }]', ...TENANT], {
    'clusters/prod/tags.yaml': provider('tags', '{ type: GitHubTag, url: "https://github.com/acme/app" }'),
    'clusters/prod/maker.yaml': resourceSet('maker', ['inputsFrom: [{ name: tags }]', 'resourcesTemplate: "a: b"']),
  });
  const { unresolved } = reviewProd(tenantFleet([...BLUE, ...TENANT]), fleet);
  expect(unresolved.map(({ code }) => code)).toEqual(['generator', 'generator']);
});
