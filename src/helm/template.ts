import { helmFunctions, NO_CLUSTER } from '../gotemplate/engine/helm-functions.ts';
import { type Outside, outsideFunctions } from '../gotemplate/functions/outside.ts';
import { FUNCTIONS } from '../gotemplate/functions/table.ts';
import type { Budget } from '../gotemplate/run/budget.ts';
import { GoMap } from '../gotemplate/value/value.ts';
import type { Chart } from './chart/chart.ts';
import { type ChartCrd, crdsOf } from './chart/crds-of.ts';
import { explained, HelmError } from './chart/helm-error.ts';
import { type HelmVersion, NEWEST_HELM } from './chart/helm-version.ts';
import { isCompatible } from './dependencies/enable.ts';
import { checkDependencies, processDependencies } from './dependencies/process.ts';
import { type Cluster, capabilities, clusterOf } from './objects/capabilities.ts';
import { checkReleaseName } from './render/release-name.ts';
import { type RenderTrace, renderTemplates } from './render/render-templates.ts';
import { type SortedManifests, sortManifests } from './render/sort-manifests.ts';
import type { Splitting } from './render/split-manifests.ts';
import { templatesOf } from './render/templates.ts';
import { checkValues } from './schema/check-values.ts';
import { readableText } from './unknown/readable-text.ts';
import type { World } from './unknown/world.ts';
import { coalesceValues } from './values/coalesce.ts';

/** What a chart is rendered for. */
export interface ReleaseOptions {
  readonly name: string;
  readonly namespace: string;
  readonly isUpgrade?: boolean;
  readonly revision?: number;
  readonly cluster?: Cluster;
  readonly skipsSchemas?: boolean;
  /** The newest where it is not given. */
  readonly helm?: HelmVersion;
  /** As Helm 4.2.4 where it is not given. */
  readonly splitting?: Splitting;
  /** Where the time and random bytes come from. */
  readonly outside: Outside;
  readonly trace?: RenderTrace | undefined;
  /** Notes what is asked of the cluster and of what is outside. */
  readonly world?: World | undefined;
  /** What the templates may do, where it is not the usual. */
  readonly budget?: Budget | undefined;
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
/** `funcMap` of Helm's pkg/engine. */
const SINCE_HELM_4 = ['mustToYaml', 'mustToToml'];

/**
 * Renders a chart as Helm 4.2.4 does to install it: `Install.RunWithContext` and `renderResources` of its pkg/action,
 * without a cluster, and the checks of its command.
 *
 * @param values that were given for it
 * @throws HelmError in Helm's words; BudgetExceeded where the templates do too much
 */
export function renderChart(chart: Chart, values: GoMap, options: ReleaseOptions): Rendered {
  const { type } = chart.metadata;
  if (type !== '' && type !== 'application') throw new HelmError(`${type} charts are not installable`);
  explained(
    "an error occurred while checking for chart dependencies. You may need to run 'helm dependency build' to fetch missing dependencies",
    () => checkDependencies(chart),
  );
  checkReleaseName(options.name);
  const processed = explained('chart dependencies processing failed', () => processDependencies(chart, values));
  const { files, notes, uncheckedSchemas } = renderFiles(processed, values, options);
  const sorted = sortManifests(files, options.splitting ?? 'keeps', NEWEST_HELM, 'heads');
  return { ...sorted, crds: crdsOf(processed), notes, uncheckedSchemas };
}

/** What the templates of a chart write. */
export interface RenderedFiles extends Pick<Rendered, 'notes' | 'uncheckedSchemas'> {
  /** By the path of the template within the root chart. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * @param chart with its dependencies processed
 * @throws HelmError in Helm's words; BudgetExceeded where the templates do too much
 */
export function renderFiles(chart: Chart, values: GoMap, options: ReleaseOptions): RenderedFiles {
  const { name, kubeVersion } = chart.metadata;
  const { cluster = clusterOf(), helm = NEWEST_HELM, world } = options;
  const coalesced = coalesceValues(chart, values, { helm });
  // What stands in for a value need not be of the form that the value has.
  const skipsSchemas = options.skipsSchemas === true || world?.elsewhere !== undefined;
  const uncheckedSchemas = skipsSchemas ? [] : checkValues(chart, coalesced);
  if (kubeVersion !== '' && !isCompatible(kubeVersion, cluster.kubeVersion.normalized)) {
    throw new HelmError(
      `chart requires kubeVersion: ${kubeVersion} which is incompatible with Kubernetes ${cluster.kubeVersion.version}`,
    );
  }
  const shared = { release: releaseObject(options), capabilities: capabilities(cluster, helm.text), helm };
  const asking = new Map([...outsideFunctions(options.outside), ...helmFunctions(NO_CLUSTER)]);
  const functions = new Map([...FUNCTIONS, ...(world?.noting(asking) ?? asking)]);
  if (helm.major === 3) for (const name of SINCE_HELM_4) functions.delete(name);
  const templates = templatesOf(chart, coalesced, shared);
  options.trace?.started(templates, coalesced);
  const written = renderTemplates(templates, functions, helm, {
    trace: options.trace,
    elsewhere: world?.elsewhere,
    budget: options.budget,
  });
  const notes = written.get(`${name}/templates/${NOTES}`) ?? '';
  const files = [...written].filter(([path]) => !path.endsWith(NOTES));
  if (world?.elsewhere === undefined) return { files: new Map(files), notes, uncheckedSchemas };
  return { files: new Map(files.map(([path, text]) => [path, readableText(text)])), notes, uncheckedSchemas };
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
