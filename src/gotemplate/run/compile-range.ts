import { printPlain } from '../format/print-value.ts';
import type { BranchNode, ListNode } from '../parse/node.ts';
import { integerOf } from '../value/kinds.ts';
import { Marked } from '../value/marked.ts';
import { SizedInteger } from '../value/number.ts';
import { GoList, GoMap, GoObject, type Value } from '../value/value.ts';
import { compilePipe } from './compile-pipe.ts';
import { BREAK, GO_ON, type Run, type Signal, type Walk } from './run.ts';

/** Runs the body once with a key and a value. */
type Turn = (key: Value, value: Value, isInterface: boolean) => Signal;

/** @returns a loop that can run: `walkRange` of Go's text/template */
export function compileRange(node: BranchNode, compileList: (list: ListNode) => Walk): Walk {
  const evaluate = compilePipe(node.pipe);
  const body = compileList(node.body);
  const otherwise = node.otherwise === undefined ? undefined : compileList(node.otherwise);
  const names = node.pipe.variables.map((variable) => variable.names[0] ?? '');
  return (run, dot) => {
    run.node = node;
    const { mark, dotIsInterface, dotTrail, around } = run;
    const { watch } = around;
    const value = evaluate(run, dot);
    const inner = run.mark;
    const { trail } = run;
    watch?.branch(trail);
    const turn: Turn = (key, item, isInterface) => {
      around.budget.step();
      if (watch !== undefined) run.trail = run.dotTrail = watch.turn(value, key, item, trail);
      setVariables(run, node, names, key, item, isInterface);
      run.dotIsInterface = isInterface;
      const signal = body(run, item);
      run.forget(inner);
      return signal;
    };
    const hasRun = eachOf(run, value, names.length, turn);
    run.dotIsInterface = dotIsInterface;
    run.dotTrail = dotTrail;
    const signal = hasRun ? GO_ON : (otherwise?.(run, dot) ?? GO_ON);
    watch?.leave();
    run.forget(mark);
    return signal;
  };
}

function setVariables(
  run: Run,
  node: BranchNode,
  names: readonly string[],
  key: Value,
  item: Value,
  isInterface: boolean,
): void {
  const [first, second] = names;
  if (first === undefined) return;
  if (!node.pipe.isAssign) {
    run.assignFromTop(1, item, isInterface);
    if (second !== undefined) run.assignFromTop(2, key, false);
  } else if (second === undefined) {
    run.assign(first, item, isInterface);
  } else {
    run.assign(first, key, false);
    run.assign(second, item, isInterface);
  }
}

/** @returns whether there was anything to loop over. */
function eachOf(run: Run, value: Value, variables: number, turn: Turn): boolean {
  // What it would loop over hangs on what is not known: there may be nothing.
  if (value instanceof Marked) return false;
  if (value instanceof GoList) return eachItem(value, turn);
  if (value instanceof GoMap) return eachEntry(value, turn);
  const count = integerOf(value);
  if (count !== undefined) {
    if (variables > 1) run.fail(`can't use ${printPlain(value)} to iterate over more than one variable`);
    return eachNumber(count, value, turn);
  }
  if (value === undefined) return false;
  const shown = value instanceof GoObject ? value.pointed().copied() : value;
  return run.fail(`range can't iterate over ${printPlain(shown)}`);
}

function eachItem({ items, type }: GoList, turn: Turn): boolean {
  const isInterface = type.element === 'interface {}';
  for (let i = 0; i < items.length; i++) if (turn(BigInt(i), items[i], isInterface) === BREAK) break;
  return items.length > 0;
}

/** The keys are those at the start, whatever the body does to the map; so are the values. */
function eachEntry(map: GoMap, turn: Turn): boolean {
  const isInterface = map.type.element === 'interface {}';
  const entries = map.entries();
  for (const [key, value] of entries) if (turn(key, value, isInterface) === BREAK) break;
  return entries.length > 0;
}

function eachNumber(count: bigint, value: Value, turn: Turn): boolean {
  for (let i = 0n; i < count; i++) {
    const item = value instanceof SizedInteger ? new SizedInteger(value.type, i) : i;
    if (turn(undefined, item, false) === BREAK) break;
  }
  return count > 0n;
}
