import { fileTextAt } from '../../kustomize/read/file-text.ts';
import { KeptByReads, type ReadSet } from '../../memo/by-reads.ts';
import type { Files, Found } from '../../tree/files/files.ts';
import { isWithin, joinPath } from '../../tree/objects/paths.ts';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { placeOfAnyVersion } from '../../tree/sources/mount.ts';
import type { Node } from '../../yaml/node/node.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { clampPath } from '../objects/flux-kustomization.ts';
import type { Chart } from './chart.ts';

/** A chart whose files are at hand: in this repository, or in what was fetched for a source. */
export interface LocalChart {
  /** Among all files. */
  readonly path: string;
  /** As its Chart.yaml says; `undefined` where it says none, or the chart is a package. */
  readonly name: string | undefined;
  /** As its Chart.yaml says; empty where it says none, or the chart is a package. */
  readonly version: string;
  /** All that it is made of, by path, whatever the version of what that is in: its own directory, the charts beside it that it depends on, files of values. */
  readonly inputs: ReadSet;
  /** What keeps Flux from building it; a sentence each. */
  readonly problems: readonly string[];
}

/** What a source gives: its files, and the path that is its root among them. */
export interface Artifact {
  readonly files: Files;
  readonly base: string;
}

/** Charts that depend on charts that depend on charts: more is a circle. */
const DEEPEST = 16;

/** In objects of git: a chart of a hundred files is a large one. */
const CHARTS = new KeptByReads<LocalChart>({ capacity: 200_000, weigh: ({ inputs }) => 1 + inputs.size });

/**
 * Reads what a chart is made of. Its templates are not looked at.
 *
 * @param artifact of its source
 * @throws Needs where an object has not been fetched yet
 * @see fluxcd/source-controller internal/helm/chart/builder_local.go
 */
export function localChart({ files, base }: Artifact, chart: Chart): LocalChart {
  const { name, valuesFiles, ignoresMissingValuesFiles } = chart;
  const key = JSON.stringify([base, name, valuesFiles, ignoresMissingValuesFiles]);
  return files.once(CHARTS, key, (own) => readChart({ files: own, base }, chart)).value;
}

function readChart(artifact: Artifact, chart: Chart): LocalChart {
  const { files } = artifact;
  const path = pathIn(artifact, chart.name);
  const inputs = new Map<string, ObjectId | 'absent'>();
  const problems: string[] = [];
  const definition = addChart(artifact, path, inputs, problems, 0);
  for (const file of chart.valuesFiles.map((each) => pathIn(artifact, each))) {
    const found = files.find(file);
    inputs.set(file, found.kind === 'file' ? found.id : 'absent');
    if (found.kind === 'file' || chart.ignoresMissingValuesFiles) continue;
    problems.push(`the values file ${file} is not in ${artifact.base === '' ? 'this repository' : 'its source'}`);
  }
  const name = textAt(definition, 'name') || undefined;
  const found = [...inputs].map(([each, id]) => [placeOfAnyVersion(each), id] as const);
  return { path, name, version: textAt(definition, 'version'), inputs: new Map(found), problems };
}

/** What is above the root of an artifact is its root. */
function pathIn({ base }: Artifact, path: string): string {
  return joinPath(base, clampPath(path)) ?? base;
}

/** @returns its Chart.yaml; `undefined` where it has none, or is a package */
function addChart(
  artifact: Artifact,
  path: string,
  inputs: Map<string, ObjectId | 'absent'>,
  problems: string[],
  depth: number,
): Node | undefined {
  const { files, base } = artifact;
  const found = files.find(path);
  if (found.kind !== 'directory') inputs.set(path, found.kind === 'file' ? found.id : 'absent');
  if (found.kind === 'file') return undefined;
  if (found.kind === 'directory') addFiles(files, found, inputs);
  const definition = found.kind === 'directory' ? definitionOf(files, path) : undefined;
  if (definition === undefined) {
    problems.push(`${path || 'the root of the repository'} is not a chart: it has no readable Chart.yaml`);
    return undefined;
  }
  for (const dependency of itemsAt(definition, 'dependencies')) {
    const [, target] = /^file:\/\/(.+)$/.exec(textAt(dependency, 'repository')) ?? [];
    if (target === undefined) continue;
    const beside = pathIn(artifact, `${path.slice(base.length)}/${target}`);
    if (!isKnown(inputs, beside) && depth < DEEPEST) addChart(artifact, beside, inputs, problems, depth + 1);
  }
  return definition;
}

/** One by one, as an artifact may hold only some of them: the id of a directory stands for all that is in it. */
function addFiles(
  files: Files,
  directory: Extract<Found, { kind: 'directory' }>,
  inputs: Map<string, ObjectId | 'absent'>,
): void {
  for (const [name, { kind, id }] of files.list(directory)) {
    const path = directory.path === '' ? name : `${directory.path}/${name}`;
    const found = kind === 'file' ? undefined : files.find(path);
    if (kind === 'directory' && found?.kind === 'directory') addFiles(files, found, inputs);
    else
      inputs.set(
        path,
        found === undefined ? id : found.kind === 'file' || found.kind === 'directory' ? found.id : 'absent',
      );
  }
}

function isKnown(inputs: ReadSet, directory: string): boolean {
  return [...inputs.keys()].some((path) => isWithin(path, directory));
}

function definitionOf(files: Files, path: string): Node | undefined {
  const text = fileTextAt(files, path === '' ? 'Chart.yaml' : `${path}/Chart.yaml`);
  if (text === undefined) return undefined;
  const { documents, problems } = parseYaml(new Source(text), 'lenient');
  return problems.length === 0 ? documents[0] : undefined;
}
