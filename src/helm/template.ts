import { helmFunctions, NO_CLUSTER } from '../gotemplate/engine/helm-functions.ts';
import { type Outside, outsideFunctions } from '../gotemplate/functions/outside.ts';
import { FUNCTIONS } from '../gotemplate/functions/table.ts';
import { GoMap } from '../gotemplate/value/value.ts';
import { type Chart, type ChartFile, pathWithin } from './chart/chart.ts';
import { HelmError } from './chart/helm-error.ts';
import { isCompatible } from './dependencies/enable.ts';
import { checkDependencies, processDependencies } from './dependencies/process.ts';
import { type Cluster, capabilities, clusterOf } from './objects/capabilities.ts';
import { checkReleaseName } from './render/release-name.ts';
import { renderTemplates } from './render/render-templates.ts';
import { type SortedManifests, sortManifests } from './render/sort-manifests.ts';
import { templatesOf } from './render/templates.ts';
import { checkValues } from './schema/check-values.ts';
import { coalesceValues } from './values/coalesce.ts';

/** What a chart is rendered for. */
export interface ReleaseOptions {
  readonly name: string;
  readonly namespace: string;
  readonly isUpgrade?: boolean;
  readonly revision?: number;
  readonly cluster?: Cluster;
  readonly skipsSchemas?: boolean;
  /** Where the time and random bytes come from. */
  readonly outside: Outside;
}

/** A file of `crds/`, which Helm applies before all else and does not render. */
export interface ChartCrd {
  /** Within the root chart. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a chart becomes. */
export interface Rendered extends SortedManifests {
  readonly crds: readonly ChartCrd[];
  /** What the root chart's `NOTES.txt` says. */
  readonly notes: string;
  /** The charts, by their paths, whose schema refers to what is elsewhere, so that the values were not held to it. */
  readonly uncheckedSchemas: readonly string[];
}

const NOTES = 'NOTES.txt';

/**
 * Renders a chart as Helm 4.2.1 does to install it: `Install.RunWithContext` and `renderResources` of its pkg/action,
 * without a cluster.
 *
 * @param values that were given for it
 * @throws HelmError in Helm's words; BudgetExceeded where the templates do too much
 */
export function renderChart(chart: Chart, values: GoMap, options: ReleaseOptions): Rendered {
  const { type, kubeVersion } = chart.metadata;
  if (type !== '' && type !== 'application') throw new HelmError(`${type} charts are not installable`);
  explain(
    "an error occurred while checking for chart dependencies. You may need to run 'helm dependency build' to fetch missing dependencies",
    () => checkDependencies(chart),
  );
  checkReleaseName(options.name);
  const processed = explain('chart dependencies processing failed', () => processDependencies(chart, values));
  const cluster = options.cluster ?? clusterOf();
  const coalesced = coalesceValues(processed, values);
  if (kubeVersion !== '' && !isCompatible(kubeVersion, cluster.kubeVersion.normalized)) {
    throw new HelmError(
      `chart requires kubeVersion: ${kubeVersion} which is incompatible with Kubernetes ${cluster.kubeVersion.version}`,
    );
  }
  const uncheckedSchemas = options.skipsSchemas === true ? [] : checkValues(processed, coalesced);
  const shared = { release: releaseObject(options), capabilities: capabilities(cluster) };
  const functions = new Map([...FUNCTIONS, ...outsideFunctions(options.outside), ...helmFunctions(NO_CLUSTER)]);
  const written = renderTemplates(templatesOf(processed, coalesced, shared), functions);
  const notes = written.get(`${processed.metadata.name}/templates/${NOTES}`) ?? '';
  const manifests = new Map([...written].filter(([path]) => !path.endsWith(NOTES)));
  return {
    ...sortManifests(manifests),
    crds: crdsOf(processed),
    notes,
    uncheckedSchemas,
  };
}

function explain<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof HelmError)) throw error;
    throw new HelmError(`${what}: ${error.message}`);
  }
}

function releaseObject({ name, namespace, isUpgrade = false, revision = 1 }: ReleaseOptions): GoMap {
  return new GoMap([
    ['Name', name],
    ['Namespace', namespace],
    ['IsUpgrade', isUpgrade],
    ['IsInstall', !isUpgrade],
    ['Revision', BigInt(revision)],
    ['Service', 'Helm'],
  ]);
}

/** @returns the files of `crds/` of a chart, and then those of the charts in it: `CRDObjects` of Helm's pkg/chart/v2 */
function crdsOf(chart: Chart, parent?: string): readonly ChartCrd[] {
  const path = pathWithin(parent, chart);
  const isCrd = (file: ChartFile): boolean => file.path.startsWith('crds/') && /\.(?:ya?ml|json)$/i.test(file.path);
  return [
    ...chart.files.filter(isCrd).map((file) => ({ path: `${path}/${file.path}`, bytes: file.bytes })),
    ...chart.dependencies.flatMap((subchart) => crdsOf(subchart, path)),
  ];
}
