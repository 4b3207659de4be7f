import type { FieldChange, Segment } from '../../../review/contract/field-change.ts';
import { counted } from '../../../text/counted.ts';

/** What of an object's change tells whether only its chart's version does. */
interface Made {
  readonly release: string | undefined;
  readonly sign: string;
  readonly effect: string;
  readonly remark: string | undefined;
  readonly consequences: readonly string[];
  readonly fields: readonly FieldChange[];
}

/** What charts write into the labels of all that they make, from their own name and version. */
const LABELS: ReadonlySet<string> = new Set(['helm.sh/chart', 'app.kubernetes.io/version', 'chart']);
const ANNOTATIONS = /^(?:checksum|meta\.helm\.sh)\//;

/**
 * @returns whether all that changes of an object is what each version of a chart brings, and nothing in the cluster follows
 *   from it
 * @see https://helm.sh/docs/chart_best_practices/labels/
 */
export function changesOnlyLabels({ release, sign, effect, remark, consequences, fields }: Made): boolean {
  if (release === undefined || sign !== '~' || effect !== 'updated') return false;
  return remark === undefined && consequences.length === 0 && fields.length > 0 && fields.every(isOfObject);
}

/** @returns whether the pods of an object are replaced for nothing but the labels that its chart gives them */
export function rollsForLabels({ release, effect, fields }: Pick<Made, 'release' | 'effect' | 'fields'>): boolean {
  if (release === undefined || effect !== 'rolled') return false;
  return fields.every((field) => isOfObject(field) || isOfPods(field)) && fields.some(isOfPods);
}

/** @returns whether a field of what a chart makes is one that each of its versions changes, and that does nothing more */
export function isChartLabel(made: Pick<Made, 'release' | 'sign' | 'effect' | 'fields'>, field: FieldChange): boolean {
  if (made.release === undefined || made.sign !== '~') return false;
  // Pods that are replaced for something else have their labels with it.
  return isOfObject(field) || (isOfPods(field) && made.effect === 'rolled' && !rollsForLabels(made));
}

/** @returns how many objects change in nothing else */
export function onlyLabelsPhrase(entries: readonly Made[]): string {
  const objects = counted(entries.length, 'object');
  const verb = entries.length === 1 ? 'changes' : 'change';
  const isAnnotated = entries.some(({ fields }) => fields.some(({ segments }) => segments[1] === 'annotations'));
  return `${objects} ${verb} only labels${isAnnotated ? ' and checksums' : ''} of the chart's version`;
}

function isOfObject({ segments, before, after }: FieldChange): boolean {
  return isText(before) && isText(after) && isVersioned(segments);
}

/** A checksum in a pod's template says that what the pods read has changed. */
function isOfPods({ segments, before, after }: FieldChange): boolean {
  const [spec, template, ...rest] = segments;
  const isLabel = spec === 'spec' && template === 'template' && rest[1] === 'labels' && isVersioned(rest);
  return isLabel && isText(before) && isText(after);
}

function isVersioned([metadata, of, key, ...below]: readonly Segment[]): boolean {
  if (metadata !== 'metadata' || typeof key !== 'string' || below.length > 0) return false;
  return of === 'labels' ? LABELS.has(key) : of === 'annotations' && ANNOTATIONS.test(key);
}

function isText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}
