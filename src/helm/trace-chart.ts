import { BudgetExceeded } from '../gotemplate/value/go-error.ts';
import type { GoMap } from '../gotemplate/value/value.ts';
import { Mapping } from '../yaml/node/node.ts';
import { textAt } from '../yaml/node/node-at.ts';
import type { Chart } from './chart/chart.ts';
import { processDependencies } from './dependencies/process.ts';
import type { Manifest, SortedManifests } from './render/sort-manifests.ts';
import { splitManifests } from './render/split-manifests.ts';
import { type ReleaseOptions, type Rendered, renderChart } from './template.ts';
import { ChartTrace } from './trace/chart-trace.ts';
import { fieldTrace, isSecretField, marksOf, type TracedDocument } from './trace/field-traces.ts';
import { leavesOf } from './trace/leaves.ts';
import { Replay } from './trace/replay.ts';
import type { GivenValues, ObjectTrace } from './trace/trace-types.ts';
import { UsedValues } from './trace/used-values.ts';
import { ValueOrigins } from './trace/value-origins.ts';

/** What a chart becomes, and why. */
export interface TracedChart {
  readonly rendered: Rendered;
  /** Why nothing can be told of why; `undefined` where it can. */
  readonly problem: string | undefined;
  /** @returns why the fields of one of the manifests or hooks are as they are */
  explain(manifest: Manifest): ObjectTrace | undefined;
}

/**
 * Renders a chart twice: as it is rendered otherwise, and once more with everything watched. Where that comes out
 * otherwise, it explains nothing.
 *
 * @param values that were given for it, of which `given` tells who set each
 * @throws HelmError in Helm's words; BudgetExceeded where the templates do too much
 */
export function traceChart(
  chart: Chart,
  values: GoMap,
  options: Omit<ReleaseOptions, 'trace'>,
  given: GivenValues,
): TracedChart {
  const replay = new Replay(options.outside);
  const rendered = renderChart(chart, values, { ...options, outside: replay.recording });
  const nothing = (problem: string): TracedChart => ({ rendered, problem, explain: () => undefined });
  const trace = new ChartTrace();
  try {
    const traced = renderChart(chart, values, { ...options, outside: replay.playing(), trace });
    if (!isSame(rendered, traced)) return nothing('the render that is watched comes out otherwise than the plain one');
  } catch (error) {
    if (error instanceof BudgetExceeded) return nothing(error.message);
    throw error;
  }
  const origins = new ValueOrigins(chart, processDependencies(chart, values), trace.values, given);
  const used = new UsedValues(origins, (root) => trace.builtIn(root));
  const documents = placed(rendered, trace);
  for (const document of documents.values()) hideSecrets(document, used);
  return { rendered, problem: undefined, explain: (manifest) => explainManifest(manifest, documents, used) };
}

/** Whether what a chart makes is the same. */
export function isSame(a: SortedManifests, b: SortedManifests): boolean {
  const texts = ({ manifests, hooks }: SortedManifests) =>
    [...manifests, ...hooks].map(({ path, content }) => `${path}\n${content}`);
  const [left, right] = [texts(a), texts(b)];
  return left.length === right.length && left.every((text, i) => text === right[i]);
}

/** Where each manifest stands in what its template wrote. */
function placed({ manifests, hooks }: SortedManifests, { texts }: ChartTrace): ReadonlyMap<Manifest, TracedDocument> {
  const byText = new Map<string, number[]>();
  for (const [path, { text }] of texts) {
    let at = 0;
    for (const content of splitManifests(text, 'trims')) {
      const start = text.indexOf(content, at);
      at = start + content.length;
      const key = `${path}\n${content}`;
      byText.set(key, [...(byText.get(key) ?? []), start]);
    }
  }
  const documents = new Map<Manifest, TracedDocument>();
  for (const manifest of [...manifests, ...hooks]) {
    const { path, content, node } = manifest;
    const starts = byText.get(`${path}\n${content}`) ?? [];
    const start = starts.length > 1 ? starts.shift() : starts[0];
    const written = texts.get(path);
    if (node !== undefined && written !== undefined && start !== undefined)
      documents.set(manifest, { node, written, start, length: content.length });
  }
  return documents;
}

/** What is in a Secret is secret wherever else it is used. */
function hideSecrets(document: TracedDocument, used: UsedValues): void {
  if (textAt(document.node, 'kind') !== 'Secret') return;
  const marks = marksOf(document);
  for (const leaf of leavesOf(document.node)) {
    if (isSecretField(document.node, leaf)) used.hide(marks.get(leaf.node)?.reads ?? []);
  }
}

function explainManifest(
  manifest: Manifest,
  documents: ReadonlyMap<Manifest, TracedDocument>,
  used: UsedValues,
): ObjectTrace | undefined {
  const document = documents.get(manifest);
  if (document === undefined || !(document.node instanceof Mapping)) return undefined;
  const { node } = document;
  const marks = marksOf(document);
  return {
    apiVersion: textAt(node, 'apiVersion'),
    kind: manifest.kind,
    namespace: textAt(node, 'metadata', 'namespace'),
    name: manifest.name,
    path: manifest.path,
    fields: leavesOf(node).map((leaf) => fieldTrace(node, leaf, marks.get(leaf.node), used)),
  };
}
