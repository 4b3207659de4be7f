import { type Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import type { BuildContext } from '../../context/build-context.ts';
import type { Gaps } from '../../context/gaps.ts';
import { applyFieldSpec, FieldSpecError } from '../../fields/apply-field-spec.ts';
import { FieldPathError, lookUp, splitDots } from '../../fields/field-path.ts';
import type { FieldSpec } from '../../fields/field-spec.ts';
import { failAt } from '../../model/problem.ts';
import { describeResource, type Resource } from '../../model/resource.ts';
import { mapItems } from '../../nodes/map-items.ts';
import { hasType, typeOf } from '../../nodes/untagged.ts';
import { expand, splitSliceIndex, type VariableValue } from './expand.ts';
import type { PlacedVariable, Variables } from './merge-variables.ts';

/**
 * Replaces `$(NAME)` in the fields where variables may stand.
 *
 * @throws BuildError where a variable has no value, or a field holds what can be no variable
 * @see kustomize api/internal/accumulator ResAccumulator.ResolveVars, api/filters/refvar
 */
export function resolveVariables(
  { gaps }: BuildContext,
  resources: readonly Resource[],
  variables: Variables,
  fieldSpecs: readonly FieldSpec[],
): readonly Resource[] {
  if (variables.size === 0) return resources;
  const values = valuesOf(gaps, resources, variables);
  return resources.map((resource) => {
    try {
      let node = resource.node;
      for (const spec of fieldSpecs)
        node = applyFieldSpec(node, resource.gvk, spec, 'nothing', (old) => fill(old, values));
      return resource.withNode(node);
    } catch (error) {
      if (!(error instanceof FieldSpecError)) throw error;
      const message = `replacing variables in ${describeResource(resource)}: ${error.message}`;
      throw failAt('transform-failed', message, {
        path: resource.trail.origin.path,
        node: error.node ?? resource.node,
      });
    }
  });
}

function valuesOf(
  gaps: Gaps,
  resources: readonly Resource[],
  variables: Variables,
): ReadonlyMap<string, VariableValue> {
  const owners = new Map<string, Resource>();
  for (const resource of resources) {
    for (const name of resource.trail.vars) if (!owners.has(name)) owners.set(name, resource);
  }
  const values = new Map<string, VariableValue>();
  for (const variable of variables.values()) {
    const value = variableValue(gaps, variable, owners.get(variable.name));
    if (value !== undefined) values.set(variable.name, value);
  }
  return values;
}

function variableValue(gaps: Gaps, variable: PlacedVariable, owner: Resource | undefined): VariableValue | undefined {
  const at = { path: variable.path, node: variable.node };
  if (owner === undefined) {
    const fix = 'Check the kind and name in its objref: they must be as they were before any prefix.';
    const refused = failAt('invalid-variable', `vars: there is no object for "${variable.name}"`, { ...at, fix });
    gaps.refuseMissing(refused, variable.node);
    return undefined;
  }
  const found = tryLookUp(owner.node, variable.fieldPath);
  if (found === undefined) {
    throw failAt(
      'invalid-variable',
      `vars: ${describeResource(owner)} has no field "${variable.fieldPath}" for "${variable.name}"`,
      at,
    );
  }
  return found instanceof Scalar ? scalarValue(found) : undefined;
}

function tryLookUp(node: Node, path: string): Node | undefined {
  try {
    const found = lookUp(node, splitSliceIndex(splitDots(path)));
    const isNoInteger = found instanceof Scalar && typeOf(found) === 'int' && !/^[+-]?[0-9]+$/.test(found.text);
    return isNoInteger ? undefined : found;
  } catch (error) {
    if (error instanceof FieldPathError) return undefined;
    throw error;
  }
}

function scalarValue(scalar: Scalar): VariableValue {
  const { text } = scalar;
  const tag = typeOf(scalar);
  if (!hasType(scalar)) return { type: 'string', text };
  if (tag === 'int') return { type: 'int', text: String(BigInt(text.replace(/^\+/, ''))) };
  if (tag === 'bool') return { type: 'bool', text: String(text.toLowerCase() === 'true') };
  if (tag !== 'float') return { type: 'string', text };
  const value = Number(text.replaceAll('_', ''));
  return { type: 'float', text: withoutExponent(value), shown: shortest(value) };
}

/** Go's `strconv.FormatFloat(value, 'f', -1, 64)`. */
function withoutExponent(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  const [digits = '', power = '0'] = text.replace('-', '').split('e');
  const [whole = '', fraction = ''] = digits.split('.');
  const exponent = Number(text.slice(text.indexOf('e') + 1)) || Number(power);
  const sign = value < 0 ? '-' : '';
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${whole}${fraction}`;
  return sign + whole + fraction.padEnd(exponent, '0');
}

/** Go's `%v` of a float64: the shortest digits, with an exponent below 1e-4 and from 1e21. */
function shortest(value: number): string {
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value === 0 || (power >= -4 && power < 21)) return withoutExponent(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function fill(node: Node, values: ReadonlyMap<string, VariableValue>): Node {
  if (node instanceof Scalar) return isString(node) ? filled(node, values) : node;
  if (node instanceof Sequence) {
    return mapItems(node, (item) => {
      if (item instanceof Scalar && isString(item)) return filled(item, values);
      throw new FieldSpecError('a list with variables must contain only strings', item);
    });
  }
  let result: Mapping = node;
  for (const [key, value] of node.entries) {
    if (value instanceof Scalar && isString(value)) result = result.with(key, filled(value, values));
  }
  return result;
}

/** What has no type yet counts as a string here, and is one from now on. */
function isString(scalar: Scalar): boolean {
  return scalar.tag === 'str' || !hasType(scalar);
}

function filled(old: Scalar, values: ReadonlyMap<string, VariableValue>): Scalar {
  const value = expand(old.text, values);
  if (value.type === 'string' && value.text === old.text && old.style !== 'folded' && old.tag === 'str') return old;
  return old.with({ text: value.text, tag: value.type === 'string' ? 'str' : value.type, style: 'plain' });
}
