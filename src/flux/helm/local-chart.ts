import type { ReadSet } from '../../memo/by-reads.ts';
import type { Files } from '../../tree/files/files.ts';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { decodeText } from '../../yaml/node/decode-text.ts';
import type { Node } from '../../yaml/node/node.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { clampPath } from '../objects/flux-kustomization.ts';
import type { Chart } from './chart.ts';

/** A chart whose files are in this repository. */
export interface LocalChart {
  /** Relative to the repository. */
  readonly path: string;
  /** As its Chart.yaml says; empty where it says none, or the chart is a package. */
  readonly version: string;
  /** All that it is made of, by path: its own directory, the charts beside it that it depends on, files of values. */
  readonly inputs: ReadSet;
  /** What keeps Flux from building it; a sentence each. */
  readonly problems: readonly string[];
}

/** Charts that depend on charts that depend on charts: more is a circle. */
const DEEPEST = 16;

/**
 * Reads what a chart in this repository is made of. Its templates are not looked at.
 *
 * @param chart one of a source that stands for this repository
 * @throws Needs where an object has not been fetched yet
 * @see fluxcd/source-controller internal/helm/chart/builder_local.go
 */
export function localChart(files: Files, chart: Chart): LocalChart {
  const path = clampPath(chart.name);
  const inputs = new Map<string, ObjectId | 'absent'>();
  const problems: string[] = [];
  const version = addChart(files, path, inputs, problems, 0);
  for (const file of chart.valuesFiles.map(clampPath)) {
    const found = files.find(file);
    inputs.set(file, found.kind === 'file' ? found.id : 'absent');
    if (found.kind === 'file' || chart.ignoresMissingValuesFiles) continue;
    problems.push(`the values file ${file} is not in this repository`);
  }
  return { path, version, inputs, problems };
}

/** @returns the version that Chart.yaml says */
function addChart(
  files: Files,
  path: string,
  inputs: Map<string, ObjectId | 'absent'>,
  problems: string[],
  depth: number,
): string {
  const found = files.find(path);
  inputs.set(path, found.kind === 'file' || found.kind === 'directory' ? found.id : 'absent');
  if (found.kind === 'file') return '';
  // The id stands for all that is in the directory; who records what is read hears of a directory when it is listed.
  if (found.kind === 'directory') files.list(found);
  const definition = found.kind === 'directory' ? definitionOf(files, path) : undefined;
  if (definition === undefined) {
    problems.push(`${path || 'the root of the repository'} is not a chart: it has no readable Chart.yaml`);
    return '';
  }
  for (const dependency of itemsAt(definition, 'dependencies')) {
    const [, target] = /^file:\/\/(.+)$/.exec(textAt(dependency, 'repository')) ?? [];
    if (target === undefined) continue;
    const beside = clampPath(`${path}/${target}`);
    if (!inputs.has(beside) && depth < DEEPEST) addChart(files, beside, inputs, problems, depth + 1);
  }
  return textAt(definition, 'version');
}

function definitionOf(files: Files, path: string): Node | undefined {
  const file = files.find(path === '' ? 'Chart.yaml' : `${path}/Chart.yaml`);
  const blob = file.kind === 'file' ? files.read(file) : undefined;
  const text = blob?.kind === 'bytes' ? decodeText(blob.bytes) : undefined;
  if (typeof text !== 'string') return undefined;
  const { documents, problems } = parseYaml(new Source(text), 'lenient');
  return problems.length === 0 ? documents[0] : undefined;
}
