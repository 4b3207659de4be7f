import { quoteText } from '../format/quote.ts';
import type { AnyNode } from '../parse/node.ts';
import { typeName, zeroOf } from '../value/kinds.ts';
import { Marked, marked } from '../value/marked.ts';
import { type GoFunction, GoList, GoMap, GoObject, type Value } from '../value/value.ts';
import { type Argument, callFunction, NOTHING, type Piped } from './call.ts';
import type { Run } from './run.ts';
import { NO_TRAIL } from './trail.ts';

const NONE: readonly Argument[] = [];

/**
 * Follows fields from a value; the last one may be a method with arguments: `evalFieldChain` of Go's text/template.
 * @param isInterface whether the value stands in an interface
 */
export function followFields(
  run: Run,
  dot: Value,
  start: Value,
  isInterface: boolean,
  node: AnyNode,
  names: readonly string[],
  words: readonly Argument[],
  piped: Piped,
): Value {
  let value = start;
  run.isInterface = isInterface;
  const last = names.length - 1;
  for (let i = 0; i < last; i++) value = field(run, dot, value, node, names[i] ?? '', NONE, NOTHING);
  return field(run, dot, value, node, names[last] ?? '', words, piped);
}

function field(
  run: Run,
  dot: Value,
  receiver: Value,
  node: AnyNode,
  name: string,
  words: readonly Argument[],
  piped: Piped,
): Value {
  const hasArguments = words.length > 0 || piped !== NOTHING;
  if (receiver instanceof GoMap && receiver.type.methods === undefined && !hasArguments)
    return entry(run, receiver, name);
  if (receiver === undefined) {
    if (run.around.missingKey === 'error') run.fail(`nil data; no entry for key ${quoteText(name)}`);
    return undefined;
  }
  if (receiver instanceof Marked) {
    const { value } = receiver;
    const isNothing = value === undefined || value === null;
    return isNothing ? receiver : marked(field(run, dot, value, node, name, words, piped));
  }
  if (receiver === null) return run.fail(`nil pointer evaluating interface {}.${name}`);
  const method = methodsOf(receiver)?.get(name);
  if (method !== undefined) return callFunction(run, dot, method, node, name, words, piped);
  if (receiver instanceof GoMap) {
    if (hasArguments) run.fail(`${name} is not a method but has arguments`);
    return entry(run, receiver, name);
  }
  if (receiver instanceof GoObject && receiver.fields.has(name)) {
    if (hasArguments) run.fail(`${name} has arguments but cannot be invoked as function`);
    run.isInterface = false;
    run.trail = NO_TRAIL;
    return receiver.fields.get(name);
  }
  return run.fail(`can't evaluate field ${name} in type ${run.isInterface ? 'interface {}' : typeName(receiver)}`);
}

function entry(run: Run, map: GoMap, name: string): Value {
  const { element } = map.type;
  run.isInterface = element === 'interface {}';
  const value = map.get(name);
  const { watch } = run.around;
  if (watch !== undefined) run.trail = watch.entry(map, name, value);
  if (value !== undefined) return value;
  switch (run.around.missingKey) {
    case 'default':
      return undefined;
    case 'zero':
      return zeroOf(element);
    case 'error':
      return run.fail(`map has no entry for key ${quoteText(name)}`);
  }
}

function methodsOf(value: Value): ReadonlyMap<string, GoFunction> | undefined {
  if (value instanceof GoObject) return value.methods;
  if (value instanceof GoMap) return value.type.methods?.(value);
  return value instanceof GoList ? value.type.methods?.(value) : undefined;
}
