import type { Chart } from '../../helm/chart/chart.ts';
import { HelmError } from '../../helm/chart/helm-error.ts';
import { type HelmController, helmControllerOf } from '../../helm/release/helm-controller.ts';
import { releaseNamespace } from '../../helm/release/release-target.ts';
import { releasedCrds } from '../../helm/release/released-crds.ts';
import type { KnownRelease } from '../../helm/render-known.ts';
import { traceKnown } from '../../helm/trace-known.ts';
import type { DefinedScopes } from '../../kubernetes/admission/defined-scopes.ts';
import type { Problem } from '../../kustomize/model/problem.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { ReadSet } from '../../memo/by-reads.ts';
import { onceEach, onceTogether } from '../../memo/by-value.ts';
import type { Files } from '../../tree/files/files.ts';
import { isMounted } from '../../tree/sources/mount.ts';
import type { Mapping } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import { isGateOpen, type Running } from '../controllers/controllers.ts';
import { givenValues } from '../helm/given-values.ts';
import type { ReadyChart } from '../helm/open-chart.ts';
import type { Release } from '../helm/releases.ts';
import { EMPTY_ROOT } from '../roots/build-one-root.ts';
import { chainOf, type Installed, type InventoryObject, type Root } from '../roots/inventory.ts';
import { type ChartObject, chartObjects } from './chart-objects.ts';
import { withOwnApis } from './own-apis.ts';
import { type ChartPlace, placeInChart } from './place-in-chart.ts';
import { inputsOf, type ReleaseToRender, renderOnce } from './render-once.ts';

/** A HelmRelease with the chart that it installs. */
export interface ReleaseWithChart {
  readonly holder: InventoryObject;
  readonly release: Release;
  readonly opened: ReadyChart;
  /** The cluster that it installs into. */
  readonly cluster: string;
}

/** What a cluster is to the releases in it. */
export interface ReleaseCluster extends Pick<ReleaseToRender, 'kubernetes' | 'apis'> {
  readonly scopes: Pick<DefinedScopes, 'isInNamespaces'>;
  /** Its helm-controller. */
  readonly running: Running;
}

/** @returns what a release makes, as a root of its cluster; with a problem where its chart cannot be rendered */
export function releaseRoot(
  { holder, release, opened, cluster }: ReleaseWithChart,
  { kubernetes, apis, scopes, running }: ReleaseCluster,
  files: Files,
): Root {
  const { resource } = holder;
  const { chart, digest, revision, base, added } = opened;
  const controller = helmControllerOf(running.version, isGateOpen(running, 'UseHelm3Defaults'));
  const inputs = { resource, values: release.values, chart, digest, revision, kubernetes, apis, controller };
  const namespace = releaseNamespace({ node: resource.node, namespace: resource.namespace || 'default' });
  const place: ChartPlace = { base, added, isThere: (path) => isThere(files, path) };
  const skipsCrds = textAt(resource.node, 'spec', 'upgrade', 'crds') === 'Skip';
  const { rendered, objects, ...told } = withOwnApis(apis, (served) => {
    const { known, key } = renderOnce({ ...inputs, apis: served }, files.memory);
    return { known, key, objects: chartObjects(known, { namespace, scopes, skipsCrds, ...place }) };
  });
  const { known, key } = rendered;
  const { root } = holder;
  return {
    ...EMPTY_ROOT,
    by: 'release',
    name: releaseRootName(resource),
    directory: root.directory,
    flux: undefined,
    home: root.cluster,
    cluster,
    parent: root.name,
    chain: chainOf(holder),
    resources: standing(objects).resources,
    problems: known.problems.map((problem) => failed(problem, resource, known)),
    reads: readsOf(holder, opened),
    variablesFrom: release.values.read,
    ...(release.kept === undefined ? {} : { kept: { why: release.kept, merged: undefined } }),
    release: {
      ...installed(holder, release, known, standing(objects)),
      inputs: key,
      localChart: release.local === undefined ? undefined : opened,
      skippedCrds: () => (skipsCrds && known.crds.length === 0 ? definitionsIn(chart, controller) : []),
      trace: () => traceKnown(inputsOf({ ...inputs, ...told }), givenValues(resource.node, valuesOf(release))),
      placeOf: (path) => placeInChart(path, place),
    },
  };
}

/** @returns the name that tells the root of a HelmRelease from those of FluxKustomizations */
export function releaseRootName({ namespace, name }: Pick<Resource, 'namespace' | 'name'>): string {
  return `HelmRelease/${namespace || 'default'}/${name}`;
}

/** @returns the definitions of a chart and of those in it, also of those that values leave out; none where a file is broken */
function definitionsIn(chart: Chart, controller: HelmController): readonly Mapping[] {
  try {
    return releasedCrds(chart, 'Create', new Map(), controller).map(({ node }) => node);
  } catch (error) {
    if (error instanceof HelmError) return [];
    throw error;
  }
}

/** @returns what finds the objects that its values were read from */
function valuesOf({ values: { read } }: Release): Parameters<typeof givenValues>[1] {
  return ({ kind, name }) => read.find((each) => each.kind === kind && each.name === name);
}

function isThere(files: Files, path: string): boolean {
  return isMounted(path) || files.find(path).kind === 'file';
}

function failed(problem: string, { namespace, name, trail }: Resource, { chartVersion }: KnownRelease): Problem {
  return {
    code: 'chart-failed',
    message: `HelmRelease ${namespace || 'default'}/${name} cannot be installed with version ${chartVersion} of its chart: ${inOneLine(problem)}`,
    path: trail.origin.path,
    line: trail.origin.line,
  };
}

/** Helm tells what a schema or a parser found line by line. */
function inOneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}

/** The file of the HelmRelease decides what is made, whatever of it changes. */
function readsOf({ resource, root }: InventoryObject, { reads }: ReadyChart): ReadSet {
  const { path } = resource.trail.origin;
  const id = root.reads.get(path);
  if (id === undefined) return reads;
  const known = readsWith([reads, resource.node], () => new Map());
  const file = `${id} ${path}`;
  const all = known.get(file) ?? new Map([[path, id], ...reads]);
  known.set(file, all);
  return all;
}

/** What a chart was read from, with the file of a HelmRelease, which stands at one path of a few revisions. */
const readsWith = onceTogether<Map<string, ReadSet>>();

/** How objects stand in their root: the very same lists and sets for the very same objects, by which others know them. */
const standing = onceEach((objects: readonly ChartObject[]) => ({
  resources: objects.map(({ resource }) => resource),
  beside: new Map(objects.flatMap(({ resource, as }) => (as === 'release' ? [] : [[resource, as] as const]))),
  uncertain: new Set(objects.flatMap(({ resource, isUncertain }) => (isUncertain ? [resource] : []))),
}));

function installed(
  holder: InventoryObject,
  from: Release,
  { chartVersion, mayCome, mayFail, partlyKnown }: KnownRelease,
  { beside, uncertain }: Pick<Installed, 'beside' | 'uncertain'>,
): Omit<Installed, 'inputs' | 'localChart' | 'skippedCrds' | 'trace' | 'placeOf'> {
  const isWhole = mayCome.length + mayFail.length + partlyKnown.length === 0;
  return { holder, from, chartVersion, beside, uncertain, isWhole };
}
