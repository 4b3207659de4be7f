import { BudgetExceeded } from '../gotemplate/value/go-error.ts';
import { Scalar } from '../yaml/node/node.ts';
import { processDependencies } from './dependencies/process.ts';
import { helmControllerOf } from './release/helm-controller.ts';
import { releaseSpec } from './release/release-spec.ts';
import type { Manifest } from './render/sort-manifests.ts';
import { originLabels, type ReleaseInputs, type RenderedRelease, renderRelease } from './render-release.ts';
import { ChartTrace } from './trace/chart-trace.ts';
import { Documents } from './trace/documents.ts';
import { type BehindTemplates, Explainer } from './trace/explainer.ts';
import { isSame, OTHERWISE } from './trace/is-same.ts';
import { Replay } from './trace/replay.ts';
import type { GivenValues, ObjectTrace } from './trace/trace-types.ts';
import { UsedValues } from './trace/used-values.ts';
import { ValueOrigins } from './trace/value-origins.ts';

/** What helm-controller makes of a HelmRelease, and why. */
export interface TracedRelease {
  readonly rendered: RenderedRelease;
  /** Why nothing can be told of why; `undefined` where it can. */
  readonly problem: string | undefined;
  /** @returns why the fields of one of the manifests or hooks are as they are */
  explain(manifest: Manifest): ObjectTrace | undefined;
}

/**
 * Renders a release twice: as it is rendered otherwise, and once more with its templates watched. Where that comes out
 * otherwise, it explains nothing. Of fields that post-renderers have changed it tells that.
 *
 * @param given tells who set each of the values
 */
export function traceRelease(inputs: Omit<ReleaseInputs, 'trace'>, given: GivenValues): TracedRelease {
  const replay = new Replay(inputs.outside);
  const rendered = renderRelease({ ...inputs, outside: replay.recording });
  const nothing = (problem: string): TracedRelease => ({ rendered, problem, explain: () => undefined });
  const [problem] = rendered.problems;
  if (problem !== undefined) return nothing(problem);
  const trace = new ChartTrace();
  try {
    const traced = renderRelease({ ...inputs, outside: replay.playing(), trace });
    if (!isSame(rendered, traced)) return nothing(OTHERWISE);
  } catch (error) {
    if (error instanceof BudgetExceeded) return nothing(error.message);
    throw error;
  }
  const { chart, values, controller = helmControllerOf(undefined) } = inputs;
  const origins = new ValueOrigins(chart, processDependencies(chart, values, controller.helm), trace.values, given);
  const used = new UsedValues(origins, (root) => trace.builtIn(root));
  const documents = new Documents(trace.texts, controller.splitting);
  const explainer = new Explainer(documents, used, behindTemplates(inputs));
  return { rendered, problem: undefined, explain: (manifest) => explainer.explain(manifest) };
}

/** What post-renderers have set is told by where it stands and what it is. */
function behindTemplates({ release, action }: Pick<ReleaseInputs, 'release' | 'action'>): BehindTemplates {
  const { commonMetadata } = releaseSpec(release.node, action.kind);
  const labels = originLabels(release);
  return ({ segments, node }) => {
    const [metadata, field, key] = segments;
    const text = node instanceof Scalar ? node.text : undefined;
    if (metadata !== 'metadata' || segments.length !== 3 || typeof key !== 'string') return 'post-renderers';
    if (field === 'labels' && labels.get(key) === text) return 'origin labels';
    const common =
      field === 'labels' ? commonMetadata?.labels : field === 'annotations' ? commonMetadata?.annotations : undefined;
    return common?.has(key) && common.get(key) === text ? 'common metadata' : 'post-renderers';
  };
}
