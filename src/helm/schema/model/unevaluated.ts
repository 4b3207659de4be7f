import { GoList, GoMap, type Value } from '../../../gotemplate/value/value.ts';
import type { Draft } from '../document/draft.ts';

/** Keys and items that no keyword has looked at yet, where somebody wants to know: `uneval` of santhosh-tekuri/jsonschema. */
export interface Unevaluated {
  readonly keys: Set<string>;
  readonly items: Set<number>;
}

/** @param isAsked whether who refers to the schema wants to know */
export function unevaluatedOf(value: Value, schema: Value, draft: Draft, isAsked: boolean): Unevaluated {
  const unevaluated = { keys: new Set<string>(), items: new Set<number>() };
  if (!(schema instanceof GoMap)) {
    if (!isAsked) return unevaluated;
    if (value instanceof GoMap) for (const key of value.keys()) unevaluated.keys.add(key);
    if (value instanceof GoList) for (const i of value.items.keys()) unevaluated.items.add(i);
    return unevaluated;
  }
  const wants = (key: string): boolean => isAsked || (draft >= 2019 && schema.has(key));
  if (value instanceof GoMap && !schema.has('additionalProperties') && wants('unevaluatedProperties')) {
    for (const key of value.keys()) unevaluated.keys.add(key);
  }
  if (value instanceof GoList && wants('unevaluatedItems')) {
    for (let i = evaluatedItems(schema, draft); i < value.items.length; i++) unevaluated.items.add(i);
  }
  return unevaluated;
}

function evaluatedItems(schema: GoMap, draft: Draft): number {
  const items = schema.get('items');
  if (draft >= 2020) {
    const first = schema.get('prefixItems');
    return items !== undefined ? Infinity : first instanceof GoList ? first.items.length : 0;
  }
  if (items === undefined) return 0;
  if (!(items instanceof GoList) || schema.has('additionalItems')) return Infinity;
  return items.items.length;
}

/** Takes out what another check of the same value has looked at. */
export function mergeUnevaluated(into: Unevaluated, other: Unevaluated): void {
  for (const key of into.keys) if (!other.keys.has(key)) into.keys.delete(key);
  for (const i of into.items) if (!other.items.has(i)) into.items.delete(i);
}

/** @returns whether nobody wants to know, or all has been looked at */
export function isAllEvaluated({ keys, items }: Unevaluated): boolean {
  return keys.size === 0 && items.size === 0;
}
