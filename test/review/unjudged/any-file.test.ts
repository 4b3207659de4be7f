import { expect, test } from '@jest/globals';
import { emptyWorkspace } from '../../../src/tree/files/workspace.ts';
import { articleRepo, loadFleet } from '../../fixtures/fleets/load-fleet.ts';
import { isThorough } from '../../thorough.ts';
import { reviewOf } from '../review-of.ts';
import { cluster, flux } from '../small-fleet.ts';
import { type Fleet, randomFleet } from './random-fleet.ts';

const configMap = (name: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: default }\n`;
const list = (...resources: readonly string[]) => `resources: [${resources.join(', ')}]\n`;
const instance = (path: string) =>
  `apiVersion: fluxcd.controlplane.io/v1\nkind: FluxInstance\nmetadata: { name: flux, namespace: flux-system }\nspec:\n  sync: { kind: GitRepository, url: "https://example.org/fleet", ref: refs/heads/main, path: ${path} }\n`;

/** Fleets of many shapes, each with manifests that one cluster alone runs. */
const fleets: Readonly<Record<string, Fleet>> = {
  'the article, with one of its clusters': Object.fromEntries(
    [...loadFleet(articleRepo)]
      .filter(([path]) => !/clusters\/(dev|test)\/|gotk-components|overlays\/(dev|test)/.test(path))
      .map(([path, bytes]) => [path, bytes.toString()]),
  ),
  'clusters that list what they run': {
    ...cluster('prod'),
    'clusters/prod/kustomization.yaml': list('flux-system/gotk-sync.yaml', 'apps.yaml'),
    'clusters/prod/apps.yaml': flux('apps', 'apps/prod'),
    'apps/prod/kustomization.yaml': list('../base', 'own.yaml'),
    'apps/prod/own.yaml': configMap('own'),
    'apps/base/kustomization.yaml': list('web.yaml'),
    'apps/base/web.yaml': configMap('web'),
  },
  'a cluster that runs whatever stands in its directory': {
    ...cluster('prod'),
    'clusters/prod/apps.yaml': flux('apps', 'apps/prod'),
    'apps/prod/web.yaml': configMap('web'),
  },
  'an instance of flux-operator beside its cluster': {
    'operators/prod.yaml': instance('fleet/prod'),
    'fleet/prod/apps.yaml': flux('apps', 'apps'),
    'apps/flux.yaml': flux('web', 'web'),
    'web/web.yaml': configMap('web'),
  },
  'FluxKustomizations of FluxKustomizations': {
    ...cluster('prod'),
    'clusters/prod/all.yaml': flux('all', 'kubernetes/apps'),
    'kubernetes/apps/kustomization.yaml': list('web'),
    'kubernetes/apps/web/kustomization.yaml': list('flux.yaml'),
    'kubernetes/apps/web/flux.yaml': flux('web', 'kubernetes/apps/web/app'),
    'kubernetes/apps/web/app/kustomization.yaml': list('web.yaml'),
    'kubernetes/apps/web/app/web.yaml': configMap('web'),
  },
};

const TELLS = /toolkit\.fluxcd\.io|controlplane\.io|instance:|flux_bootstrap_git|SITE_/;

/** Files that tell what runs where, by Flux's objects, what they are made of, or kustomize's lists. */
function deciding(fleet: Fleet): readonly string[] {
  return Object.entries(fleet).flatMap(([path, text]) => {
    const isFlux = (TELLS.test(text) || path.endsWith('gotk-sync.yaml')) && text.length < 5_000;
    return isFlux || path.endsWith('kustomization.yaml') ? [path] : [];
  });
}

const without = (fleet: Fleet, path: string) =>
  Object.fromEntries(Object.entries(fleet).filter(([each]) => each !== path));

const faults: Readonly<Record<string, (fleet: Fleet, path: string) => Fleet>> = {
  deleted: without,
  renamed: (fleet, path) => ({ ...without(fleet, path), [path.replace('.yaml', '-2.yaml')]: fleet[path] ?? '' }),
  'moved away': (fleet, path) => ({ ...without(fleet, path), [`other/${path}`]: fleet[path] ?? '' }),
  'cut short': (fleet, path) => ({ ...fleet, [path]: `${fleet[path]?.slice(0, 40)}\n  : [` }),
  replaced: (fleet, path) => ({ ...fleet, [path]: '{{ nothing: [ that can be read\n' }),
};

/** Whether anything in a fleet still leads to what a file led to: the file elsewhere, or a list that names it. */
function speaks(fleet: Fleet, path: string, run: readonly string[]): boolean {
  return TELLS.test(fleet[`other/${path}`] ?? '') || run.includes(path);
}

/** The manifests of a fleet that its clusters read, each changed without another effect. */
function changed(fleet: Fleet, paths: readonly string[]): Fleet {
  const there = paths.filter((path) => Object.hasOwn(fleet, path));
  return { ...fleet, ...Object.fromEntries(there.map((path) => [path, `${fleet[path]}\n# changed\n`])) };
}

function manifestsIn(fleet: Fleet): readonly string[] {
  const known = new Set(deciding(fleet));
  return Object.keys(fleet).filter((path) => /\.ya?ml$/.test(path) && !known.has(path));
}

/**
 * @param run the manifests of a fleet that its clusters run
 * @returns the changes of these that pass unread: as the fleet is, and where one file is lost or broken
 */
function silentIn(fleet: Fleet, run: readonly string[]): readonly string[] {
  const workspace = emptyWorkspace();
  const silentOf = (before: Fleet, fault: string, path: string) => {
    const review = reviewOf(before, changed(before, run), { workspace });
    const told = new Set((review.unjudged ?? []).flatMap(({ files }) => files));
    // What is gone for good runs nothing: nothing speaks of it any more, and all that is there is known.
    const isGone = fault === 'deleted' || fault === 'moved away';
    const isKnown = Object.values(review.clusters).every(({ unresolved }) => unresolved.length === 0);
    if (isGone && isKnown && !speaks(before, path, run)) return [];
    const unread = review.files.filter((file) => file.clusters.length === 0 && !told.has(file.path));
    return unread.map((file) => `${path} ${fault}: ${file.path} (${review.verdict})`);
  };
  const broken = deciding(fleet).flatMap((path) =>
    Object.entries(faults).flatMap(([fault, apply]) => silentOf(apply(fleet, path), fault, path)),
  );
  return [...silentOf(fleet, 'nothing', 'whole'), ...broken];
}

test.each(Object.entries(fleets))('%s: whatever one file is lost or broken, no change passes unread', (_, fleet) => {
  const { files } = reviewOf(fleet, changed(fleet, manifestsIn(fleet)));
  const run = files.filter(({ clusters }) => clusters.length > 0).map(({ path }) => path);
  expect(run.length).toBeGreaterThan(0);
  expect(silentIn(fleet, run)).toEqual([]);
});

const SEEDS = Array.from({ length: isThorough ? 200 : 15 }, (_, index) => 1 + index);

test.each(SEEDS)('a random fleet: whatever one file is lost or broken, no change passes unread (seed %i)', (seed) => {
  const fleet = randomFleet(seed);
  expect(silentIn(fleet, manifestsIn(fleet))).toEqual([]);
});
