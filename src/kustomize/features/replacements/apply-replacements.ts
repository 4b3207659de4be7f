import { Mapping, Scalar } from '../../../yaml/node/node.ts';
import { resolvePlain } from '../../../yaml/node/resolve-tag.ts';
import type { BuildContext } from '../../context/build-context.ts';
import { FieldPathError, lookUp, splitDots } from '../../fields/field-path.ts';
import { failAt } from '../../model/problem.ts';
import { describeResource, type Resource } from '../../model/resource.ts';
import type { ResourcePool } from '../../model/resource-pool.ts';
import type { Behaviours } from '../../releases/behaviours.ts';
import type { Replacement, ReplacementTarget } from './replacement.ts';
import { type LiveValue, NoSource, valueOfSource } from './select-source.ts';
import { targetMatcher } from './select-targets.ts';
import { type TargetField, writeField } from './write-field.ts';

/** A replacement, and the file that holds it. */
export interface PlacedReplacement {
  readonly path: string;
  readonly replacement: Replacement;
}

/**
 * Copies values from fields of some objects into fields of others, one replacement after the other.
 *
 * @throws BuildError where a source or a target's field is not there
 * @see kustomize api/filters/replacement
 */
export function applyReplacements(
  { behaviours, gaps }: BuildContext,
  pool: ResourcePool,
  replacements: readonly PlacedReplacement[],
): void {
  for (const { path, replacement } of replacements) {
    try {
      replace(pool, replacement, behaviours);
    } catch (error) {
      if (!(error instanceof FieldPathError)) throw error;
      const fix = error.fix ?? 'Check the names and fields of its source and targets.';
      const { node } = replacement;
      const refused = failAt('invalid-replacement', `replacements: ${error.message}`, { path, node, fix });
      if (!(error instanceof NoSource)) throw refused;
      gaps.refuseMissing(refused, node);
    }
  }
}

function replace(pool: ResourcePool, { source, sourceValue, targets }: Replacement, behaviours: Behaviours): void {
  if ((source === undefined && sourceValue === undefined) || targets === undefined) {
    throw new FieldPathError('a replacement must have a source and at least one target');
  }
  if (source !== undefined && sourceValue !== undefined) {
    throw new FieldPathError('a replacement has either source or sourceValue, not both');
  }
  const value = source === undefined ? literalValue(sourceValue) : valueOfSource(pool, source);
  for (const target of targets) {
    const { narrowing, matches } = targetMatcher(target, behaviours.replacementRegex);
    for (const index of pool.candidates(narrowing)) {
      const resource = pool.at(index);
      if (resource === undefined || !matches(resource)) continue;
      pool.replace(index, copyInto(resource, index, value, target, behaviours));
    }
  }
}

/** A value that is written in the replacement itself has no type of its own. */
function literalValue(written: Scalar | undefined): LiveValue {
  const text = written?.text ?? '';
  const node = new Scalar(text, resolvePlain(text), 'plain', written?.place);
  return { place: -1, path: [], isLive: false, node };
}

function copyInto(
  resource: Resource,
  place: number,
  value: LiveValue,
  target: ReplacementTarget,
  behaviours: Behaviours,
): Resource {
  const { delimiter = '', index = 0, create = false } = target.options ?? {};
  const paths = target.fieldPaths.length === 0 ? ['metadata.name'] : target.fieldPaths.map((path) => path.text);
  let copied = resource;
  for (const path of paths) {
    const field: TargetField = { path: splitDots(path), makes: create ? value.node.kind : 'nothing', behaviours };
    try {
      const node = writeField(copied.node, field, value, { delimiter, index }, value.isLive && place === value.place);
      if (node instanceof Mapping) copied = copied.withNode(node);
    } catch (error) {
      if (!(error instanceof FieldPathError)) throw error;
      const message = `${describeResource(resource)} has no field "${path}" to write to: ${error.message}`;
      throw new FieldPathError(message, error.fix);
    }
    if (value.isLive && place === value.place) value.node = lookUp(copied.node, value.path) ?? value.node;
  }
  return copied;
}
