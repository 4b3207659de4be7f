import { type Node, Scalar } from '../../../yaml/node/node.ts';
import { FieldPathError, isIndex, lookUp } from '../../fields/field-path.ts';
import { isTooLarge, LIMITS } from '../../model/limits.ts';
import { settleFlow } from '../../nodes/settle-flow.ts';
import type { Behaviours } from '../../releases/behaviours.ts';
import type { LiveValue } from './select-source.ts';
import { countBelowScalar, updateEmbedded } from './structured-data.ts';
import { type Makes, type Update, type Updated, updateMatches } from './update-matches.ts';
import { type WriteOptions, writeValue } from './write-value.ts';

/** Where a value goes in one object, and what may be made for it. */
export interface TargetField {
  readonly path: readonly string[];
  readonly makes: Makes;
  readonly behaviours: Behaviours;
}

/**
 * Writes a value into every field of an object that a path matches.
 *
 * @param isSource whether the value is part of this very object
 * @throws FieldPathError where there is none
 * @see kustomize api/filters/replacement copyValueToTarget
 */
export function writeField(
  object: Node,
  field: TargetField,
  value: LiveValue,
  options: WriteOptions,
  isSource: boolean,
): Node {
  if (isSource && !(value.node instanceof Scalar)) return settled(writeWithin(object, field, value, options), object);
  const updateWith =
    (way: WriteOptions): Update =>
    (found) => {
      const written = writeValue(found, value.node, way);
      if (value.isLive && found === value.node) value.node = written;
      return written;
    };
  const { node } = updateField(object, field, updateWith(options), updateWith(withinText(field, options)));
  return value.node instanceof Scalar ? node : settled(node, object);
}

function settled(node: Node, object: Node): Node {
  if (isTooLarge(node)) throw new FieldPathError(`the object would have more than ${LIMITS.nodes} nodes`);
  return settleFlow(node, object);
}

/**
 * Writes a mapping or a list of an object into that object. It may hold the field itself: then what is made for it is
 * part of it, and each place that has taken it is part of what the next one takes.
 */
function writeWithin(object: Node, field: TargetField, value: LiveValue, options: WriteOptions): Node {
  const made = updateField(object, field, (found) => found ?? value.node);
  let current = made.node;
  for (let turn = 0; turn < made.count; turn++) {
    value.node = lookUp(current, value.path) ?? value.node;
    let at = 0;
    const updateWith =
      (way: WriteOptions): Update =>
      (found = value.node) =>
        at++ === turn ? writeValue(found, value.node, way) : found;
    current = updateField(current, field, updateWith(options), updateWith(withinText(field, options))).node;
  }
  return current;
}

/** Before v5.8.2 a value took all of the field that it was written to in a text. */
function withinText({ behaviours }: TargetField, options: WriteOptions): WriteOptions {
  return behaviours.structuredDelimiters ? options : { delimiter: '', index: 0 };
}

/** @param updateInText what is done to a field of JSON or YAML that a scalar holds */
function updateField(
  object: Node,
  { path, makes, behaviours }: TargetField,
  update: Update,
  updateInText: Update = update,
): Updated {
  const embedded = behaviours.structuredData ? updateEmbedded(object, path, updateInText, makes) : undefined;
  if (embedded !== undefined) return { node: embedded, count: 1 };
  const belowScalar = behaviours.structuredData ? countBelowScalar(update, makes) : refuseScalar;
  const updated = updateMatches(object, path, update, { makes, belowScalar });
  if (updated.count === 0) throw new FieldPathError('nothing matches', isMissing(path) ? CREATE : undefined);
  return updated;
}

const CREATE = 'Correct the field path, or write options.create: true.';

/** Fields and items with a name are made; which item a number or a wildcard means is not known without it. */
function isMissing(path: readonly string[]): boolean {
  return path.every((part) => part !== '*' && part !== '-' && !isIndex(part));
}

function refuseScalar(): number {
  throw new FieldPathError('the path continues below a scalar');
}
