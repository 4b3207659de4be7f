import { callMarked } from '../elsewhere/call-marked.ts';
import type { AnyNode } from '../parse/node.ts';
import { showNode } from '../parse/show-node.ts';
import { BudgetExceeded, GoError } from '../value/go-error.ts';
import type { GoType } from '../value/go-type.ts';
import { typeName } from '../value/kinds.ts';
import { holdsMark, Marked, marked } from '../value/marked.ts';
import { isTrue } from '../value/truth.ts';
import { type GoFunction, GoMap, GoObject, type Value } from '../value/value.ts';
import { checkType } from './check-type.ts';
import {
  allowLength,
  costOf,
  costOfPairs,
  costOfPattern,
  PRINTING,
  type Rate,
  rateOf,
  sizeOf,
  spaceOf,
  spaceOfRead,
} from './cost.ts';
import { ExecError } from './exec-error.ts';
import type { Run } from './run.ts';
import type { Trail, Watch } from './trail.ts';

/** That no value is piped into a command. */
export const NOTHING = Symbol('nothing');
export type Piped = Value | typeof NOTHING;

/** `slice` does not look into an interface for an index. */
const IN_INTERFACE = new GoObject('interface {}');

/** A word of a command, evaluated as an argument of a type. */
export interface Argument {
  readonly node: AnyNode;
  readonly evaluate: (run: Run, dot: Value, type: GoType) => Value;
}

/**
 * Calls a function or method: `evalCall` of Go's text/template.
 * @param node where errors of the function are told
 * @param words its arguments
 * @param piped the last argument, where one is piped in
 * @throws ExecError where arguments do not fit, or the function fails
 */
export function callFunction(
  run: Run,
  dot: Value,
  fn: GoFunction,
  node: AnyNode,
  name: string,
  words: readonly Argument[],
  piped: Piped,
): Value {
  checkCount(run, fn, name, words.length, piped);
  const { watch } = run.around;
  if (watch !== undefined && fn.special !== 'call') return watchedCall(watch, run, dot, fn, node, name, words, piped);
  if (fn.special === 'and' || fn.special === 'or') return decide(run, dot, fn.special === 'or', words, piped);
  const values: Value[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === undefined) continue;
    values.push(argumentOf(run, dot, fn, word, i));
  }
  if (piped !== NOTHING) values.push(checkType(run, piped, typeOfArgument(fn, words.length)));
  if (fn.special === 'call') return failCall(run, node, words, values);
  const result = calledThere(run, fn, node, name, values);
  run.isInterface = fn.gives === 'any';
  return result;
}

function argumentOf(run: Run, dot: Value, fn: GoFunction, word: Argument, i: number): Value {
  const value = word.evaluate(run, dot, typeOfArgument(fn, i));
  const isHidden = fn.special === 'slice' && i > 0 && run.isInterface && value !== undefined;
  return isHidden ? IN_INTERFACE : value;
}

/** Calls a function as {@link callFunction} does, and tells a watch. */
function watchedCall(
  watch: Watch,
  run: Run,
  dot: Value,
  fn: GoFunction,
  node: AnyNode,
  name: string,
  words: readonly Argument[],
  piped: Piped,
): Value {
  const pipedTrail = run.trail;
  const trails: Trail[] = [];
  const noted = words.map((word) => ({ ...word, evaluate: noting(word, trails) }));
  if (fn.special === 'and' || fn.special === 'or') {
    const value = decide(run, dot, fn.special === 'or', noted, piped);
    const isPiped = piped !== NOTHING && trails.length === words.length;
    run.trail = watch.chosen(isPiped ? [...trails, pipedTrail] : trails);
    return value;
  }
  const values = noted.map((word, i) => argumentOf(run, dot, fn, word, i));
  if (piped !== NOTHING) {
    values.push(checkType(run, piped, typeOfArgument(fn, words.length)));
    trails.push(pipedTrail);
  }
  watch.calling(name, values, trails);
  const result = calledThere(run, fn, node, name, values);
  run.isInterface = fn.gives === 'any';
  run.trail = watch.called(name, values, trails, result);
  return result;
}

function noting({ evaluate }: Argument, trails: Trail[]): Argument['evaluate'] {
  return (run, dot, type) => {
    const value = evaluate(run, dot, type);
    trails.push(run.trail);
    return value;
  };
}

function calledThere(run: Run, fn: GoFunction, node: AnyNode, name: string, values: readonly Value[]): Value {
  const { elsewhere } = run.around;
  if (elsewhere?.turnsTests !== true) return charged(run, fn, node, name, values);
  const typeOf = (i: number): GoType => typeOfArgument(fn, i);
  const { isDeep } = rateFor(name);
  return callMarked({ elsewhere, fn, name, typeOf, isDeep }, values, (bare) => charged(run, fn, node, name, bare));
}

function checkCount(run: Run, fn: GoFunction, name: string, words: number, piped: Piped): void {
  const count = piped === NOTHING ? words : words + 1;
  const fixed = fn.takes.length;
  if (fn.rest === undefined ? count === fixed : count >= fixed) return;
  if (fn.rest === undefined) run.fail(`wrong number of args for ${name}: want ${fixed} got ${count}`);
  // Go leaves out of this one count what is piped in.
  run.fail(`wrong number of args for ${name}: want at least ${fixed} got ${words}`);
}

function typeOfArgument(fn: GoFunction, i: number): GoType {
  return fn.takes[i] ?? fn.rest ?? 'any';
}

/** `and` and `or` evaluate no more arguments than they need. */
function decide(run: Run, dot: Value, isOr: boolean, words: readonly Argument[], piped: Piped): Value {
  const isTracked = run.around.elsewhere?.turnsTests === true;
  let value: Value;
  let isMarked = false;
  for (const word of words) {
    value = word.evaluate(run, dot, 'value');
    if (isTrue(value instanceof Marked ? value.value : value) === isOr) return value;
    isMarked ||= isTracked && holdsMark(value, 'top');
  }
  const last = piped === NOTHING ? value : piped;
  return isMarked ? marked(last) : last;
}

/** No value of a template is a function, so a call always fails. */
function failCall(run: Run, node: AnyNode, words: readonly Argument[], [callee]: readonly Value[]): never {
  const name = words[0] === undefined ? showReflected(callee) : showNode(words[0].node);
  const isNil = callee === null || callee === undefined;
  const message = isNil ? 'call of nil' : `non-function ${name} of type ${typeName(callee)}`;
  run.node = node;
  return run.fail(`error calling call: ${message}`, new GoError(message));
}

/** `reflect.Value.String` */
function showReflected(value: Value): string {
  return typeof value === 'string' ? value : `<${typeName(value)} Value>`;
}

const LONG = 256;
const AT_ITS_START = /^/;

/** A text that was put together piece by piece takes many times its length until somebody looks into it. */
function flatten(text: string): void {
  AT_ITS_START.test(text);
}

const rates = new Map<string, Rate>();

/** @throws BudgetExceeded where what is done to a value costs more than is left */
export function charge({ around: { budget } }: Run, value: Value, rate: Rate): void {
  allowLength(value, rate);
  try {
    budget.work(costOf(value, rate, budget.workLeft));
  } catch (error) {
    if (error instanceof RangeError) throw new BudgetExceeded('depth', 'the templates are nested too deep');
    throw error;
  }
}

function rateFor(name: string): Rate {
  const known = rates.get(name);
  if (known !== undefined) return known;
  const rate = rateOf(name);
  rates.set(name, rate);
  return rate;
}

/** Calls a function for what it costs. */
function charged(run: Run, fn: GoFunction, node: AnyNode, name: string, values: readonly Value[]): Value {
  const { budget } = run.around;
  const rate = rateFor(name);
  const [first] = values;
  budget.work(rate.hasPattern ? rate.fixed + costOfPattern(first, values.slice(1)) : rate.fixed);
  for (const [i, value] of values.entries()) charge(run, value, rate.hasKeys && i % 2 === 0 ? PRINTING : rate);
  if (rate.isInPairs) budget.work(costOfPairs(values, costOf(first, rate, budget.workLeft)));
  const before = first instanceof GoMap ? first.size : 0;
  const result = invoke(run, fn, node, name, values);
  const size = sizeOf(result);
  if (size > 1) budget.work(size * (typeof result === 'string' ? rate.perWritten : rate.perItem));
  budget.make(rate.reads ? spaceOfRead(result) : spaceOf(result, !values.includes(result), size - before));
  if (size >= LONG && typeof result === 'string') flatten(result);
  return result;
}

/** The one place where functions are called. */
function invoke(run: Run, fn: GoFunction, node: AnyNode, name: string, values: readonly Value[]): Value {
  try {
    return fn.run(...values);
  } catch (error) {
    if (error instanceof GoError || error instanceof ExecError) {
      run.node = node;
      return run.fail(`error calling ${name}: ${error.message}`, error);
    }
    if (error instanceof RangeError) throw new BudgetExceeded('depth', 'the templates are nested too deep');
    throw error;
  }
}
