import type { Outside } from '../gotemplate/functions/outside.ts';
import { BudgetExceeded } from '../gotemplate/value/go-error.ts';
import type { GoMap } from '../gotemplate/value/value.ts';
import type { Resource } from '../kustomize/model/resource.ts';
import type { Mapping } from '../yaml/node/node.ts';
import { Unprintable } from '../yaml/node/unprintable.ts';
import type { Chart } from './chart/chart.ts';
import { crdsOf } from './chart/crds-of.ts';
import { explained, HelmError } from './chart/helm-error.ts';
import type { HelmVersion } from './chart/helm-version.ts';
import { processDependencies } from './dependencies/process.ts';
import { asServed, type Cluster } from './objects/capabilities.ts';
import { type ChartRevision, withRevision } from './release/chart-revision.ts';
import { type HelmController, helmControllerOf } from './release/helm-controller.ts';
import { addMetadata, type Pairs } from './release/post-render/add-metadata.ts';
import { kustomizeObjects } from './release/post-render/kustomize-objects.ts';
import { postRender } from './release/post-render/post-render.ts';
import { type FormerRelease, preserveValues } from './release/preserve-values.ts';
import { type ReleaseSpec, releaseSpec } from './release/release-spec.ts';
import { type ReleaseTarget, releaseTarget } from './release/release-target.ts';
import { type ReleasedCrd, releasedCrds } from './release/released-crds.ts';
import { NAME_CHECK, refusalOf } from './render/release-name.ts';
import type { RenderTrace } from './render/render-templates.ts';
import type { SortedManifests } from './render/sort-manifests.ts';
import { renderFiles } from './template.ts';
import type { World } from './unknown/world.ts';

/** A HelmRelease with all that decides what becomes of it. */
export interface ReleaseInputs {
  readonly release: Pick<Resource, 'node' | 'name' | 'namespace'>;
  readonly chart: Chart;
  /** What its chart's version carries. */
  readonly chartRevision?: ChartRevision;
  /** Those of `valuesFrom` and `spec.values`, merged. */
  readonly values: GoMap;
  readonly cluster: Cluster;
  readonly action: ReleaseAction;
  /** The one that runs; the newest where it is not given. */
  readonly controller?: HelmController;
  /** Where the time and random bytes come from. */
  readonly outside: Outside;
  /** Notes what is asked of the cluster and of what is outside. */
  readonly world?: World;
  readonly trace?: RenderTrace;
}

/** Whether a release is new, or another revision of one. */
export type ReleaseAction =
  | { readonly kind: 'install' }
  | {
      readonly kind: 'upgrade';
      /** The new one; the second where nobody knows it. */
      readonly revision?: number;
      /** What is installed, of which `spec.upgrade.preserveValues` takes values. */
      readonly former?: FormerRelease;
    };

/** What helm-controller makes of a HelmRelease. */
export interface RenderedRelease extends SortedManifests {
  readonly target: ReleaseTarget;
  /** As the chart tells it to templates. */
  readonly chartVersion: string;
  /** Those that it applies before all else. */
  readonly crds: readonly ReleasedCrd[];
  readonly notes: string;
  /** The charts, by their paths, whose schema refers to what is elsewhere, so that the values were not held to it. */
  readonly uncheckedSchemas: readonly string[];
  /** Why there is nothing of all that, in Helm's words: at most one, as helm-controller stops at the first. */
  readonly problems: readonly string[];
}

/** Labels of helm-controller, behind which stand whose object it is. */
const GROUP = 'helm.toolkit.fluxcd.io';

/**
 * Renders a chart as helm-controller does: custom resource definitions by policy, templates by Helm, and what they make
 * through post-renderers. Whatever is wrong with the release is one of its problems.
 *
 * @see fluxcd/helm-controller internal/action/install.go, upgrade.go; internal/postrender/build.go
 */
export function renderRelease(inputs: ReleaseInputs): RenderedRelease {
  const { release, chart } = inputs;
  const target = releaseTarget({ ...release, namespace: release.namespace || 'default' });
  const nothing = { manifests: [], hooks: [], crds: [], notes: '', uncheckedSchemas: [] };
  try {
    return { ...renderInto(target, inputs), target, problems: [] };
  } catch (error) {
    if (!isProblem(error)) throw error;
    return { ...nothing, target, chartVersion: chart.metadata.version, problems: [error.message] };
  }
}

function isProblem(error: unknown): error is Error {
  return error instanceof HelmError || error instanceof BudgetExceeded || error instanceof Unprintable;
}

function renderInto(target: ReleaseTarget, inputs: ReleaseInputs): Omit<RenderedRelease, 'target' | 'problems'> {
  const { release, cluster, action, outside, controller = helmControllerOf(undefined) } = inputs;
  const { helm } = controller;
  const isUpgrade = action.kind === 'upgrade';
  const spec = releaseSpec(release.node, action.kind);
  const labels = originLabels(release);
  const revised = withRevision(inputs.chart, inputs.chartRevision ?? { kind: 'package' });
  // What it applies of `crds/` is processed once more than what it does not: values are imported otherwise then.
  const applied = spec.crds !== 'Skip' && crdsOf(revised).length > 0;
  const prepared = applied ? explained(CRDS, () => processDependencies(revised, inputs.values, helm)) : revised;
  const crds = applied ? releasedCrds(prepared, spec.crds, labels, controller) : [];
  checkName(target.name, isUpgrade, helm);
  const former = isUpgrade ? action.former : undefined;
  const { chart, values } = spec.preservesValues
    ? preserveValues(prepared, inputs.values, former, helm)
    : { chart: prepared, values: inputs.values };
  const processed =
    isUpgrade || helm.major === 3
      ? processDependencies(chart, values, helm)
      : explained('chart dependencies processing failed', () => processDependencies(chart, values, helm));
  const { files, notes, uncheckedSchemas } = renderFiles(processed, values, {
    name: target.name,
    namespace: target.namespace,
    isUpgrade,
    revision: isUpgrade ? (action.revision ?? 2) : 1,
    cluster: asServed(cluster),
    skipsSchemas: spec.skipsSchemas,
    helm,
    outside,
    world: inputs.world,
    trace: inputs.trace,
  });
  const strategy = (controller.hasStrategies ? spec.strategy : undefined) ?? controller.strategy;
  const run = (objects: readonly Mapping[]) => runRenderers(objects, spec, labels, controller);
  const sorted = postRender(files, run, { ...controller, strategy });
  const hooks = spec.disablesHooks ? [] : sorted.hooks;
  return {
    manifests: sorted.manifests,
    hooks,
    crds,
    notes,
    uncheckedSchemas,
    chartVersion: processed.metadata.version,
  };
}

function checkName(name: string, isUpgrade: boolean, { major }: HelmVersion): void {
  const refusal = refusalOf(name);
  if (refusal === undefined) return;
  if (isUpgrade) throw new HelmError(`release name is invalid: ${name}`);
  throw new HelmError(major === 3 ? refusal : `${NAME_CHECK}: ${refusal}`);
}

const CRDS = 'failed to apply CustomResourceDefinitions: failed to process chart dependencies';

/** Labels of the origin come last: common ones cannot take their place. */
function runRenderers(
  objects: readonly Mapping[],
  { renderers, commonMetadata }: ReleaseSpec,
  labels: Pairs,
  { kustomize }: HelmController,
): readonly Mapping[] {
  const built = renderers.reduce((all, renderer) => kustomizeObjects(all, renderer, kustomize), objects);
  const common = commonMetadata === undefined ? built : addMetadata(built, commonMetadata);
  return addMetadata(common, { labels });
}

/** @returns the labels by which helm-controller tells whose an object is */
export function originLabels({ name, namespace }: Pick<Resource, 'name' | 'namespace'>): Pairs {
  return new Map([
    [`${GROUP}/name`, name],
    [`${GROUP}/namespace`, namespace || 'default'],
  ]);
}
