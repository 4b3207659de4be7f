import { RE2JS } from 're2js';
import { FieldPathError } from '../../fields/field-path.ts';
import type { Resource } from '../../model/resource.ts';
import { idsOf, literalPart, type Narrowing, type PoolId } from '../../model/resource-pool.ts';
import { parseLabelSelector } from '../../select/parse-label-selector.ts';
import type { SelectorEntry } from '../../select/selector.ts';
import { SelectorError } from '../../select/selector-error.ts';
import type { ReplacementTarget } from './replacement.ts';
import { matchesExactly, wantedBy } from './select-source.ts';

/** Which objects a target of a replacement is for. */
interface TargetMatcher {
  readonly narrowing: Narrowing;
  readonly matches: (resource: Resource) => boolean;
}

/**
 * @param regex whether the parts of `select` and `reject` are regular expressions, as they are since kustomize v5.8.0
 * @throws FieldPathError where a part is not a valid regular expression, or nothing is selected at all
 * @see kustomize api/filters/replacement applyReplacement, api/types TargetSelectorRegex
 */
export function targetMatcher(target: ReplacementTarget, regex: boolean): TargetMatcher {
  const { select, reject } = target;
  if (select === undefined) throw new FieldPathError('a target must select resources');
  const selects = idMatcher(select, regex);
  const rejects = reject.filter((each) => !isEmptyId(wantedBy(each))).map((each) => idMatcher(each, regex));
  const hasLabels = labelMatcher(select);
  const byLabels = reject.filter((each) => each.labelSelector?.text || each.annotationSelector?.text).map(labelMatcher);
  return {
    narrowing: { kind: literalPart(select.kind?.text, regex), name: literalPart(select.name?.text, regex) },
    matches: (resource) => {
      if (!hasLabels(resource)) return false;
      if (byLabels.some((matches) => matches(resource))) return false;
      const ids = idsOf(resource);
      return ids.some(selects) && !ids.some((id) => rejects.some((matches) => matches(id)));
    },
  };
}

function isEmptyId(id: PoolId): boolean {
  return id.group + id.version + id.kind + id.name + id.namespace === '';
}

function idMatcher(selector: SelectorEntry, regex: boolean): (id: PoolId) => boolean {
  const wanted = wantedBy(selector);
  if (!regex) return (id) => matchesExactly(id, wanted);
  const group = anchored(wanted.group);
  const version = anchored(wanted.version);
  const kind = anchored(wanted.kind);
  const name = anchored(wanted.name);
  const namespace = anchored(wanted.namespace);
  return (id) => group(id.group) && version(id.version) && kind(id.kind) && name(id.name) && namespace(id.namespace);
}

function anchored(pattern: string): (text: string) => boolean {
  if (pattern === '') return () => true;
  if (literalPart(pattern, true) !== undefined) return (text) => text === pattern;
  try {
    const regex = RE2JS.compile(`^(?:${pattern})$`);
    return (text) => regex.matcher(text).find();
  } catch {
    throw new FieldPathError(`"${pattern}" is not a valid regular expression`);
  }
}

/**
 * @returns whether an object has the labels and annotations that a selector asks for
 * @throws FieldPathError where the selector is written wrong
 */
function labelMatcher({ labelSelector, annotationSelector }: SelectorEntry): (resource: Resource) => boolean {
  try {
    const labels = labelSelector?.text ? parseLabelSelector('labelSelector', labelSelector.text) : undefined;
    const annotations = annotationSelector?.text
      ? parseLabelSelector('annotationSelector', annotationSelector.text)
      : undefined;
    return (resource) =>
      (labels === undefined || labels(resource.labels())) &&
      (annotations === undefined || annotations(resource.annotations()));
  } catch (error) {
    if (error instanceof SelectorError) throw new FieldPathError(error.message);
    throw error;
  }
}
