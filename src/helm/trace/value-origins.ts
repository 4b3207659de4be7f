import { decodeBytes } from '../../gotemplate/value/bytes.ts';
import { deepEqual } from '../../gotemplate/value/deep-equal.ts';
import { GoList, GoMap, type Value } from '../../gotemplate/value/value.ts';
import { lineOf, Mapping, type Node, Sequence } from '../../yaml/node/node.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { type Chart, type ChartFile, pathWithin } from '../chart/chart.ts';
import { GLOBAL } from '../values/table.ts';
import type { GivenValues, ValueOrigin } from './trace-types.ts';

export type ValuePath = readonly (string | number)[];

/** A chart on the way to another one in it. */
interface Level {
  readonly path: string;
  readonly chart: Chart;
  /** As it was before its dependencies were processed, with the values of its file. */
  readonly original: Chart;
}

const UNKNOWN: ValueOrigin = { kind: 'unknown' };
const MOST_IMPORTS = 8;

/**
 * Finds who set a value: what was given comes first, then the defaults of charts from the outside in, then what a chart
 * imports. Of globals, those of a chart further out come first.
 */
export class ValueOrigins {
  readonly #given: GivenValues;
  readonly #values: GoMap;
  readonly #root: Level;
  readonly #originals: ReadonlyMap<Chart['templates'], Chart>;
  readonly #documents = new Map<ChartFile, readonly Node[]>();

  /**
   * @param original the chart as it was loaded
   * @param processed the same with its dependencies processed
   * @param values of all charts, coalesced
   */
  constructor(original: Chart, processed: Chart, values: GoMap, given: GivenValues) {
    this.#given = given;
    this.#values = values;
    this.#originals = new Map(withAllWithin(original).map((chart) => [chart.templates, chart]));
    this.#root = { path: pathWithin(undefined, processed), chart: processed, original };
  }

  /**
   * @param chart the path of a chart within the root chart
   * @returns where a value of the chart stands among those of the root chart, what it is, and who set it
   */
  find(
    chart: string,
    path: ValuePath,
  ): { readonly path: ValuePath; readonly value: Value; readonly origin: ValueOrigin } {
    const levels = this.#levelsTo(chart);
    const names = levels.slice(1).map((level) => level.chart.metadata.name);
    const value = valueAtPath(this.#values, [...names, ...path]);
    const places = path[0] === GLOBAL ? levels.map((_, depth) => names.slice(0, depth)) : [names];
    for (const place of places) {
      const origin = this.#originOf(levels.slice(0, place.length + 1), place, path, value);
      if (origin !== undefined) return { path: [...place, ...path], value, origin };
    }
    return { path: [...names, ...path], value, origin: value === undefined ? { kind: 'unset' } : UNKNOWN };
  }

  #originOf(
    levels: readonly Level[],
    names: readonly string[],
    path: ValuePath,
    value: Value,
  ): ValueOrigin | undefined {
    const given = this.#given.originAt([...names, ...path]);
    if (given !== undefined || value === undefined) return given;
    for (const [depth, level] of levels.entries()) {
      const origin = this.#defaultOf(level, [...names.slice(depth), ...path], value, 0);
      if (origin !== undefined) return origin;
    }
    return undefined;
  }

  #levelsTo(chart: string): readonly Level[] {
    const levels = [this.#root];
    for (let last = this.#root; last.path !== chart; ) {
      const inner = last.chart.dependencies.find((each) => {
        const path = pathWithin(last.path, each);
        return chart === path || chart.startsWith(`${path}/`);
      });
      if (inner === undefined) break;
      last = this.#levelOf(last.path, inner);
      levels.push(last);
    }
    return levels;
  }

  #levelOf(parent: string, chart: Chart): Level {
    return { path: pathWithin(parent, chart), chart, original: this.#originals.get(chart.templates) ?? chart };
  }

  /** What a chart's file says of a path, or one of those from which it imports. */
  #defaultOf(level: Level, path: ValuePath, value: Value, imports: number): ValueOrigin | undefined {
    const { original } = level;
    const standing = valueAtPath(original.values, path);
    if (standing !== undefined && (standing instanceof GoMap || deepEqual(standing, value))) {
      return this.#mergedFrom(original, path) ?? this.#inOwnFile(level, path);
    }
    return imports >= MOST_IMPORTS ? undefined : this.#importOf(level, path, value, imports + 1);
  }

  #inOwnFile({ path: within, original }: Level, path: ValuePath): ValueOrigin {
    return { kind: 'default', path: `${within}/values.yaml`, line: this.#lineOf(original.valuesFile, path) };
  }

  /** The last of several files that sets a path is the one that counts. */
  #mergedFrom({ mergedFrom }: Chart, path: ValuePath): ValueOrigin | undefined {
    for (const file of mergedFrom?.toReversed() ?? []) {
      const line = this.#lineOf(file, path);
      if (line !== undefined) return { kind: 'file', file: file.path, line };
    }
    return mergedFrom === undefined ? undefined : UNKNOWN;
  }

  #importOf(
    { path: within, chart, original }: Level,
    path: ValuePath,
    value: Value,
    imports: number,
  ): ValueOrigin | undefined {
    for (const dependency of original.metadata.dependencies ?? []) {
      const name = dependency.alias || dependency.name;
      const inner = chart.dependencies.find(({ metadata }) => metadata.name === name);
      if (inner === undefined) continue;
      for (const each of dependency.importValues) {
        const taken = importedPath(each, path);
        const origin = taken && this.#defaultOf(this.#levelOf(within, inner), taken, value, imports);
        if (origin !== undefined) return origin;
      }
    }
    return undefined;
  }

  #lineOf(file: ChartFile | undefined, path: ValuePath): number | undefined {
    if (file === undefined) return undefined;
    const documents =
      this.#documents.get(file) ?? parseYaml(new Source(decodeBytes(file.bytes)), 'converted').documents;
    this.#documents.set(file, documents);
    return lineAtPath(documents, path);
  }
}

/** @returns the line on which the last of some documents sets a path */
export function lineAtPath(documents: readonly Node[], path: ValuePath): number | undefined {
  for (const document of documents.toReversed()) {
    const node = nodeAtPath(document, path);
    if (node !== undefined) return lineOf(node);
  }
  return undefined;
}

/** @returns the node at a path */
export function nodeAtPath(node: Node, path: ValuePath): Node | undefined {
  let at: Node | undefined = node;
  for (const key of path) {
    if (at instanceof Mapping) at = at.get(String(key));
    else at = at instanceof Sequence ? at.items[Number(key)] : undefined;
  }
  return at;
}

/** @returns the value at a path; `undefined` where there is none */
export function valueAtPath(values: Value, path: ValuePath): Value {
  let at = values;
  for (const key of path) {
    if (at instanceof GoMap) at = at.get(String(key));
    else at = at instanceof GoList ? at.items[Number(key)] : undefined;
  }
  return at;
}

/** @returns where in the other chart an imported path stands */
function importedPath(each: Value, path: ValuePath): ValuePath | undefined {
  if (typeof each === 'string') return ['exports', ...each.split('.'), ...path];
  if (!(each instanceof GoMap)) return undefined;
  const [child, parent] = [each.get('child'), each.get('parent')];
  if (typeof child !== 'string' || typeof parent !== 'string') return undefined;
  const into = parent === '.' ? [] : parent.split('.');
  if (!into.every((key, i) => path[i] === key)) return undefined;
  return [...child.split('.'), ...path.slice(into.length)];
}

function withAllWithin(chart: Chart): readonly Chart[] {
  return [chart, ...chart.dependencies.flatMap(withAllWithin)];
}
