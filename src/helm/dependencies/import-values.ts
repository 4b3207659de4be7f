import { printPlain } from '../../gotemplate/format/print-value.ts';
import { GoMap, STRING_MAP, type Value } from '../../gotemplate/value/value.ts';
import type { Chart } from '../chart/chart.ts';
import { HelmError } from '../chart/helm-error.ts';
import type { HelmVersion } from '../chart/helm-version.ts';
import { coalesceValues, copyMap } from '../values/coalesce.ts';
import { tableAt } from '../values/table.ts';
import { addTables } from '../values/tables.ts';

/** Which map of a chart below becomes which of the chart above; `.` is all of it. */
interface Import {
  readonly child: string;
  readonly parent: string;
}

/** Several times what the largest public charts import; Helm has no limit. */
const MOST_VALUES = 250_000;

/**
 * @param taken how many values were imported so far
 * @returns the chart with the values that it takes from charts below, all the way down:
 * `processDependencyImportValues` of Helm's pkg/chart/v2/util, as Helm calls it: by merging
 * @throws HelmError
 */
export function importValues(chart: Chart, helm: HelmVersion, taken = { values: 0 }): Chart {
  const below = { ...chart, dependencies: chart.dependencies.map((each) => importValues(each, helm, taken)) };
  const named = below.metadata.dependencies;
  if (named === undefined) return below;
  const values = coalesceValues(below, new GoMap(), { rule: 'merge', helm });
  let imported = new GoMap();
  const dependencies = named.map((dependency) => {
    const imports = dependency.importValues.flatMap(importOf);
    for (const { child, parent } of imports) {
      const table = tableAt(values, `${dependency.name}.${child}`);
      if (table === undefined) continue;
      taken.values += countValues(table);
      if (taken.values > MOST_VALUES) throw new HelmError('the chart imports too many values of the charts in it');
      imported = addTables(imported, atPath(parent, table), 'merge', helm);
    }
    return { ...dependency, importValues: imports.map(asMap) };
  });
  return {
    ...below,
    metadata: { ...below.metadata, dependencies },
    values: addTables(copyMap(values), imported, 'merge', helm),
  };
}

function countValues(map: GoMap): number {
  let count = map.size;
  for (const value of map.items()) if (value instanceof GoMap) count += countValues(value);
  return count;
}

function importOf(value: Value): readonly Import[] {
  if (typeof value === 'string') return [{ child: `exports.${value}`, parent: '.' }];
  // A map of texts is what was made of an entry when the chart was processed before, and is not taken again.
  if (!(value instanceof GoMap) || value.type === STRING_MAP) return [];
  return [{ child: printPlain(value.get('child') ?? null), parent: printPlain(value.get('parent') ?? null) }];
}

function asMap({ child, parent }: Import): GoMap {
  return new GoMap(
    [
      ['child', child],
      ['parent', parent],
    ],
    STRING_MAP,
  );
}

function atPath(path: string, table: GoMap): GoMap {
  if (path === '.') return table;
  return path.split('.').reduceRight((inner, key) => new GoMap([[key, inner]]), table);
}
