import { printFormat } from '../../gotemplate/format/printf.ts';
import { deepCopy } from '../../gotemplate/functions/maps/deep-copy.ts';
import { GoMap } from '../../gotemplate/value/value.ts';
import type { Chart } from '../chart/chart.ts';
import { HelmError } from '../chart/helm-error.ts';
import { type HelmVersion, NEWEST_HELM } from '../chart/helm-version.ts';
import { GLOBAL } from './table.ts';
import { addTables, dropNulls, type NullRule } from './tables.ts';

/** How values are put together. */
interface Coalescing {
  readonly rule: NullRule;
  readonly helm: HelmVersion;
}

/**
 * @param values what was given, which stays as it is
 * @returns the values of a chart and of those in it, with the defaults of each: `CoalesceValues` and `MergeValues` of
 * Helm's pkg/chart/common/util
 * @throws HelmError where something else stands where a chart's values belong
 */
export function coalesceValues(
  chart: Chart,
  values: GoMap,
  { rule = 'coalesce', helm = NEWEST_HELM }: Partial<Coalescing> = {},
): GoMap {
  return coalesce(chart, copyMap(values), { rule, helm });
}

/** @returns a copy whose maps and lists are its own */
export function copyMap(map: GoMap): GoMap {
  const copy = deepCopy(map);
  return copy instanceof GoMap ? copy : new GoMap();
}

function coalesce(chart: Chart, into: GoMap, how: Coalescing): GoMap {
  addDefaults(chart, into, how);
  for (const subchart of chart.dependencies) {
    const { name } = subchart.metadata;
    if (!into.has(name)) into.set(name, new GoMap());
    const values = into.get(name);
    if (!(values instanceof GoMap))
      throw new HelmError(`type mismatch on ${name}: ${printFormat('%t', [values ?? null])}`);
    addGlobals(values, into, how.helm);
    coalesce(subchart, values, how);
  }
  return into;
}

/** What a chart's own globals say stays, but maps are merged the other way around. */
function addGlobals(values: GoMap, parent: GoMap, helm: HelmVersion): void {
  const own = values.has(GLOBAL) ? values.get(GLOBAL) : new GoMap();
  const above = parent.has(GLOBAL) ? parent.get(GLOBAL) : new GoMap();
  if (!(own instanceof GoMap && above instanceof GoMap)) return;
  for (const [key, value] of above.entries()) {
    const current = own.get(key);
    if (value instanceof GoMap) {
      const copy = new GoMap(value.entries());
      if (!own.has(key)) own.set(key, copy);
      else if (current instanceof GoMap) own.set(key, addTables(copy, current, 'merge', helm));
    } else if (!(current instanceof GoMap)) {
      own.set(key, value);
    }
  }
  values.set(GLOBAL, own);
}

function addDefaults(chart: Chart, into: GoMap, { rule, helm }: Coalescing): void {
  // Helm 3 keeps the nulls of a chart's own values, if nothing is given for them.
  const drops = rule === 'coalesce' && helm.major > 3;
  const subcharts = new Set(chart.dependencies.map(({ metadata }) => metadata.name));
  for (const [key, value] of copyMap(chart.values).entries()) {
    const given = into.get(key);
    if (!into.has(key)) {
      if (drops) {
        if (value === null) continue;
        if (value instanceof GoMap) dropNulls(value);
      }
      into.set(key, value);
    } else if (given === null && rule === 'coalesce') {
      into.delete(key);
    } else if (given instanceof GoMap && value instanceof GoMap) {
      const own = subcharts.has(key) ? 'merge' : rule;
      if (drops && own === 'coalesce') dropNulls(value);
      addTables(given, value, own, helm);
    }
  }
}
