import { deepEqual } from '../../src/gotemplate/value/deep-equal.ts';
import { GoList, GoMap, type Value } from '../../src/gotemplate/value/value.ts';
import type { Chart } from '../../src/helm/chart/chart.ts';
import { type ReleaseOptions, renderChart } from '../../src/helm/template.ts';
import { leavesOf, segmentsText } from '../../src/helm/trace/leaves.ts';
import { valueAtPath } from '../../src/helm/trace/value-origins.ts';
import type { TracedChart } from '../../src/helm/trace-chart.ts';
import { copyMap } from '../../src/helm/values/coalesce.ts';
import { Scalar } from '../../src/yaml/node/node.ts';
import type { Chance } from './fuzz/chance.ts';

/** What becomes of a field where a value is another that is said to have made it. `named`: it stays, as it holds the value's key. */
export type Outcome = 'follows' | 'gone' | 'fails' | 'named' | 'stays';

/** A field, a value that it is said to be made of, and what becomes of it where that is another. */
export interface Variation {
  readonly field: string;
  readonly value: string;
  readonly outcome: Outcome;
}

type Path = readonly (string | number)[];

/** @returns what becomes of some fields where one of their values is changed in the values that are given */
export function varyValues(
  { chart, values, options, traced }: { chart: Chart; values: GoMap; options: ReleaseOptions; traced: TracedChart },
  count: number,
  chance: Chance,
): readonly Variation[] {
  const { manifests, hooks } = traced.rendered;
  const all = [...manifests, ...hooks];
  const variations: Variation[] = [];
  for (let tries = 0; all.length > 0 && variations.length < count && tries < count * 20; tries++) {
    const at = chance.below(all.length);
    const manifest = all[at];
    const fields = manifest === undefined ? [] : (traced.explain(manifest)?.fields ?? []);
    const made = fields.filter((field) => field.values.some((value) => value.origin.kind !== 'built-in'));
    if (manifest === undefined || made.length === 0) continue;
    const field = chance.pick(made);
    const used = chance.pick(field.values.filter((value) => value.origin.kind !== 'built-in'));
    const changed = changedValue(used.value);
    if (changed === undefined) continue;
    const varied = withValue(values, used.path, changed, chart);
    if (varied === undefined) continue;
    const before = textOfField(manifest.node, field.path);
    const outcome = outcomeOf(chart, varied, options, before, (rendered) => {
      const same = rendered.filter(({ path, kind }) => path === manifest.path && kind === manifest.kind);
      const index = all.filter(({ path, kind }) => path === manifest.path && kind === manifest.kind).indexOf(manifest);
      return textOfField(same[index]?.node, field.path);
    });
    const isNamed = outcome === 'stays' && before?.includes(String(used.path.at(-1))) === true;
    variations.push({
      field: `${manifest.path} ${field.path}`,
      value: used.name,
      outcome: isNamed ? 'named' : outcome,
    });
  }
  return variations;
}

function outcomeOf(
  chart: Chart,
  values: GoMap,
  options: ReleaseOptions,
  before: string | undefined,
  find: (rendered: TracedChart['rendered']['manifests']) => string | undefined,
): Outcome {
  try {
    const { manifests, hooks } = renderChart(chart, values, options);
    const after = find([...manifests, ...hooks]);
    if (after === undefined) return 'gone';
    return after === before ? 'stays' : 'follows';
  } catch (error) {
    if (error instanceof Error) return 'fails';
    throw error;
  }
}

function textOfField(node: TracedChart['rendered']['manifests'][number]['node'], path: string): string | undefined {
  const leaf = node && leavesOf(node).find(({ segments }) => segmentsText(segments) === path);
  return leaf?.node instanceof Scalar ? leaf.node.text : undefined;
}

function changedValue(value: unknown): Value {
  if (typeof value === 'string') return value === '***' ? undefined : `${value}x`;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'boolean' ? !value : undefined;
}

/** Lists are replaced as a whole, since no file of values changes one item. */
function withValue(values: GoMap, path: Path, value: Value, chart: Chart): GoMap | undefined {
  const index = path.findIndex((key) => typeof key === 'number');
  const copy = copyMap(values);
  const keys = index < 0 ? path : path.slice(0, index);
  const list = index < 0 ? undefined : (valueAtPath(values, keys) ?? valueAtPath(chart.values, keys));
  const set = index < 0 ? value : list instanceof GoList ? withItem(list, path.slice(index), value) : undefined;
  const last = keys.at(-1);
  if (set === undefined || last === undefined) return undefined;
  let map = copy;
  for (const key of keys.slice(0, -1)) {
    const inner = map.get(String(key));
    const next = inner instanceof GoMap ? inner : new GoMap();
    map.set(String(key), next);
    map = next;
  }
  map.set(String(last), set);
  return deepEqual(copy, values) ? undefined : copy;
}

function withItem(value: Value, path: Path, item: Value): Value {
  const [key, ...rest] = path;
  if (key === undefined) return item;
  if (value instanceof GoList) {
    return new GoList(value.items.map((each, i) => (i === key ? withItem(each, rest, item) : each)));
  }
  if (!(value instanceof GoMap)) return item;
  return new GoMap([...value.entries(), [String(key), withItem(value.get(String(key)), rest, item)]]);
}
