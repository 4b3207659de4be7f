import { objectTitle } from '../../kubernetes/facts/object-ref.ts';
import { lineOf } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import type { Because } from '../charts/not-had.ts';
import type { Unfetched } from '../objects/source-elsewhere.ts';
import type { Chart } from './chart.ts';

/**
 * Why nothing is known of what a release makes, at the line that decides it. Where its chart is gone or refused, the cluster
 * gets none either, and the release stays as it was.
 */
export interface Unrendered extends Unfetched {
  readonly kind: 'unrendered';
  /** What tells it from others; refused: source-controller makes no chart of what is there. */
  readonly because?: Because | 'refused';
}

/** @param reason what is said of its chart */
export function unrendered(chart: Chart, reason: string, fix: string): Unrendered {
  return { kind: 'unrendered', reason: `its chart ${reason}`, fix, ...placeOf(chart) };
}

/** Of a chart whose source is not among the objects that are known. */
export function unrenderedWithoutSource(chart: Chart): Unrendered {
  const reason = `comes from ${objectTitle(chart.source)}, which is not among the objects of the cluster`;
  return unrendered(chart, reason, 'Correct the reference, or add the source to what the cluster runs.');
}

/** @param reason in source-controller's words */
export function refused(chart: Chart, reason: string): Unrendered {
  const why = `source-controller refuses its chart: ${reason}`;
  const fix = 'Correct the chart, or what asks for it.';
  return { kind: 'unrendered', reason: why, fix, ...placeOf(chart), because: 'refused' };
}

/** The line that asks for the chart. */
function placeOf({ by: { object, path } }: Chart): Pick<Unfetched, 'path' | 'line'> {
  const asks = nodeAt(object.node, ...path.split('.'));
  return { path: object.trail.origin.path, line: lineOf(nodeAt(asks, 'chart') ?? asks ?? object.node) };
}
