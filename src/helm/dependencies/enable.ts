import { meetsConstraint } from '../../gotemplate/functions/semver/constraint.ts';
import { GoError } from '../../gotemplate/value/go-error.ts';
import type { GoMap } from '../../gotemplate/value/value.ts';
import type { Chart } from '../chart/chart.ts';
import type { HelmVersion } from '../chart/helm-version.ts';
import type { Dependency } from '../chart/metadata.ts';
import { LoadLimits } from '../load/load-limits.ts';
import { coalesceValues } from '../values/coalesce.ts';
import { tableAt, valueAt } from '../values/table.ts';

/**
 * @param path of the chart within its root, as conditions name it: empty, or with a point at its end
 * @param limits how many charts may still be named: one under several names counts as often, with all that is in it
 * @returns the chart with those dependencies that tags and conditions leave, each under its alias, all the way down:
 * `processDependencyEnabled` of Helm's pkg/chart/v2/util
 * @throws HelmError
 */
export function enableDependencies(
  chart: Chart,
  values: GoMap,
  helm: HelmVersion,
  path = '',
  limits = new LoadLimits(),
): Chart {
  const named = chart.metadata.dependencies;
  if (named === undefined) return chart;
  for (const _ of named) limits.takeChart();
  const aliased = named.map((each) => (each.alias === '' ? each : { ...each, name: each.alias }));
  const all = withDependencies(chart, aliased, [
    ...chart.dependencies.filter((sub) => !named.some((each) => isFor(each, sub))),
    ...named.flatMap((each) => takeDependency(chart.dependencies, each)),
  ]);
  const coalesced = coalesceValues(all, values, { helm });
  const judged = aliased.map((each) => ({ ...each, enabled: isEnabled(each, coalesced, path) }));
  const removed = new Set(judged.filter(({ enabled }) => !enabled).map(({ name }) => name));
  const kept = judged.filter(({ name }) => !removed.has(name));
  return withDependencies(
    chart,
    kept.length === 0 ? undefined : kept,
    all.dependencies
      .filter(({ metadata }) => !removed.has(metadata.name))
      .map((sub) => enableDependencies(sub, coalesced, helm, `${path}${sub.metadata.name}.`, limits)),
  );
}

function withDependencies(
  chart: Chart,
  named: readonly Dependency[] | undefined,
  dependencies: readonly Chart[],
): Chart {
  return { ...chart, metadata: { ...chart.metadata, dependencies: named }, dependencies };
}

function takeDependency(charts: readonly Chart[], wanted: Dependency): readonly Chart[] {
  const found = charts.find((chart) => isFor(wanted, chart));
  if (found === undefined) return [];
  if (wanted.alias === '') return [found];
  return [
    { ...found, metadata: { ...found.metadata, name: wanted.alias }, loadedAs: found.loadedAs ?? found.metadata.name },
  ];
}

function isFor({ name, version }: Dependency, { metadata }: Chart): boolean {
  return metadata.name === name && isCompatible(version, metadata.version);
}

/** @returns whether a version meets a constraint; not where one of them cannot be read: `IsCompatibleRange` of Helm */
export function isCompatible(constraint: string, version: string): boolean {
  try {
    return meetsConstraint(constraint, version);
  } catch (error) {
    if (error instanceof GoError) return false;
    throw error;
  }
}

/** The first condition that is there and a boolean decides; else one tag that is on, or none that is off. */
function isEnabled({ condition, tags }: Dependency, values: GoMap, path: string): boolean {
  for (const each of condition.trim().split(',')) {
    const value = each === '' ? undefined : valueAt(values, path + each);
    if (typeof value === 'boolean') return value;
  }
  const table = tableAt(values, 'tags');
  const set = tags.map((tag) => table?.get(tag));
  return set.includes(true) || !set.includes(false);
}
