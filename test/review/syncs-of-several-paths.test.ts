import { expect, test } from '@jest/globals';
import { readConfig } from '../../src/config/read-config.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { type Layout, reviewOf } from './review-of.ts';

const settings = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: default }\ndata: { value: "${value}" }\n`;

interface Synced {
  readonly path: string;
  readonly url?: string;
  /** More of the source's spec. */
  readonly more?: string;
}

/** A path of a cluster, and the source and the FluxKustomization that were bootstrapped with it. */
const bootstrap = (name: string, { path, url = 'https://git.example/fleet', more = '' }: Synced): Layout => ({
  [`${path}/sync.yaml`]: `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: ${name}, namespace: flux-system }
spec: { url: "${url}", ref: { branch: main }${more} }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { path: ./${path}, prune: true, sourceRef: { kind: GitRepository, name: ${name} } }
`,
});

/** What an operator makes of it is in no file: only the first path says that there is one. */
const instance = (namespace: string, path: string): Layout => ({
  [`${path}/flux.yaml`]: `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: ${namespace} }
spec:
  sync: { kind: GitRepository, url: "https://git.example/fleet", ref: refs/heads/main, path: ${path} }
`,
});

const first = bootstrap('flux-system', { path: 'clusters/dev' });
const infra = 'infra/dev';

/** A review with either path of the cluster first. */
function reviewsOf(before: Layout, after: Layout) {
  return ['clusters/dev, infra/dev', 'infra/dev, clusters/dev'].map((paths) => {
    const config = readConfig(new Source(`clusters: [{ name: dev, path: [${paths}] }]\n`));
    if (config.kind === 'invalid') throw new Error(JSON.stringify(config.problems));
    return reviewOf(before, after, { config: config.config });
  });
}

/** What a rule says, whichever path of the cluster comes first. */
function said(rule: string, before: Layout, after: Layout) {
  return reviewsOf(before, after).map(({ findings }) => {
    return findings.filter((each) => each.rule === rule).map(({ message, fix, path }) => ({ message, fix, path }));
  });
}

const inEitherOrder = (found: unknown) => [found, found];

test('a source that is suspended before the merge stands still as the cluster’s own, of either path', () => {
  const before = {
    ...first,
    ...bootstrap('infra', { path: infra, more: ', suspend: true' }),
    'infra/dev/settings.yaml': settings('1'),
  };
  expect(said('stands-still', before, { ...before, 'infra/dev/settings.yaml': settings('2') })).toEqual(
    inEitherOrder([
      {
        message:
          'dev stands still: GitRepository `flux-system/infra` is suspended, since before this merge; what is built from it takes nothing of this merge until it is resumed, and then everything that was merged since',
        fix: 'Once it is known what was merged since, remove spec.suspend in Git, and run `flux resume source git infra -n flux-system`.',
        path: 'infra/dev/sync.yaml',
      },
    ]),
  );
});

test('a source without an artifact stands still, of either path', () => {
  const before = {
    ...first,
    ...bootstrap('infra', { path: infra, more: ', sparseCheckout: [infra, legacy]' }),
    'infra/dev/settings.yaml': settings('1'),
  };
  const found = said('stands-still', before, { ...before, 'infra/dev/settings.yaml': settings('2') });
  expect(found.map((each) => each.map(({ message, path }) => [message.slice(0, 91), path]))).toEqual(
    inEitherOrder([
      [
        'dev stands still, since before this merge: GitRepository flux-system/infra gives Flux no ar',
        'infra/dev/sync.yaml',
      ],
    ]),
  );
});

test('a directory that goes with its mention leaves the source of either path without an artifact', () => {
  const before = {
    ...first,
    ...bootstrap('infra', { path: infra, more: ', sparseCheckout: [infra, legacy]' }),
    'infra/dev/settings.yaml': settings('1'),
    'legacy/README.md': 'old\n',
  };
  const { 'legacy/README.md': _, ...rest } = before;
  const after = { ...rest, ...bootstrap('infra', { path: infra, more: ', sparseCheckout: [infra]' }) };
  const unresolved = ['clusters/dev, infra/dev', 'infra/dev, clusters/dev'].map((paths) => {
    const config = readConfig(new Source(`clusters: [{ name: dev, path: [${paths}] }]\n`));
    if (config.kind === 'invalid') throw new Error(JSON.stringify(config.problems));
    const { clusters } = reviewOf(before, after, { config: config.config });
    return clusters.dev?.unresolved.map(({ code, side, root }) => [code, side, root]);
  });
  expect(unresolved).toEqual(inEitherOrder([['no-artifact', 'after', 'flux-system/infra']]));
});

test('two addresses of one cluster are told, whichever comes first', () => {
  const before = { ...first, ...bootstrap('infra', { path: infra }) };
  const after = { ...before, ...bootstrap('infra', { path: infra, url: 'https://mirror.example/other' }) };
  expect(said('unmatched-source', before, after).map((each) => each.map(({ message }) => message))).toEqual([
    ['dev syncs https://mirror.example/other and https://git.example/fleet: both are treated as this repository'],
    ['dev syncs https://git.example/fleet and https://mirror.example/other: both are treated as this repository'],
  ]);
});

test('what the operator of either path names after its namespace is this repository', () => {
  const before = { ...first, ...instance('operators', infra) };
  const apps = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: operators, namespace: operators } }
`;
  const after = { ...before, 'apps/settings.yaml': settings('1'), 'clusters/dev/apps.yaml': apps };
  expect(said('unmatched-source', before, after)).toEqual(inEitherOrder([]));
  const gained = reviewsOf(before, after).map(({ clusters }) => clusters.dev?.gained ?? []);
  expect(gained.map((each) => each.map(({ kind, name }) => `${kind}/${name}`).sort())).toEqual(
    inEitherOrder(['ConfigMap/settings', 'Kustomization/apps']),
  );
});
