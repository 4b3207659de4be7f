import { turnedTruth } from '../elsewhere/call-marked.ts';
import type { Elsewhere } from '../elsewhere/elsewhere.ts';
import { printPlain } from '../format/print-value.ts';
import { quoteText } from '../format/quote.ts';
import type { ActionNode, BranchNode, ListNode, Node, TemplateNode } from '../parse/node.ts';
import { bare, Marked, markedText } from '../value/marked.ts';
import { GoObject, type Value } from '../value/value.ts';
import { charge } from './call.ts';
import { compilePipe } from './compile-pipe.ts';
import { compileRange } from './compile-range.ts';
import { PRINTING } from './cost.ts';
import { ExecError } from './exec-error.ts';
import { assignedIn, mayWrite } from './node-effects.ts';
import { BREAK, CONTINUE, GO_ON, type Run, type Signal, type Walk } from './run.ts';
import { NO_TRAIL } from './trail.ts';

/** @returns a list of nodes that can run: `walk` of Go's text/template */
export function compileList(list: ListNode): Walk {
  const steps = list.nodes.map((node) => ({ node, step: compileNode(node) }));
  return (run, dot) => {
    run.node = list;
    const { budget, elsewhere } = run.around;
    for (const { node, step } of steps) {
      budget.step();
      const signal = elsewhere === undefined ? step(run, dot) : recovering(run, dot, step, node, elsewhere);
      if (signal !== GO_ON) return signal;
    }
    return GO_ON;
  };
}

/** Runs a node; where it fails, that is noted, and something stands in place of what it would have written. */
function recovering(run: Run, dot: Value, step: Walk, node: Node, elsewhere: Elsewhere): Signal {
  try {
    return step(run, dot);
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    elsewhere.failed(error);
    elsewhere.isSuspect = false;
    const variables = node.kind === 'action' ? node.pipe.variables : [];
    if (mayWrite(node)) run.write(elsewhere.failure, node);
    const nothing = elsewhere.turnsTests ? new Marked(undefined) : undefined;
    for (const { names } of variables) run.declare(names[0] ?? '', nothing, false);
    // What a branch would have set, had its test not failed, is as little known as the test.
    if (elsewhere.turnsTests) for (const name of assignedIn(node)) run.assignWhereKnown(name, nothing);
    return GO_ON;
  }
}

/** Compiled when it first runs, since most branches of a chart never do. */
function compileLater(list: ListNode): Walk {
  let walk: Walk | undefined;
  return (run, dot) => {
    walk ??= compileList(list);
    return walk(run, dot);
  };
}

function compileNode(node: Node): Walk {
  switch (node.kind) {
    case 'text':
      return (run) => {
        run.trail = NO_TRAIL;
        run.write(node.text, node);
        return GO_ON;
      };
    case 'action':
      return compileAction(node);
    case 'list':
      return compileList(node);
    case 'if':
    case 'with':
      return compileBranch(node);
    case 'range':
      return compileRange(node, compileLater);
    case 'template':
      return compileTemplate(node);
    case 'break':
      return () => BREAK;
    case 'continue':
      return () => CONTINUE;
  }
}

function compileAction(node: ActionNode): Walk {
  const evaluate = compilePipe(node.pipe);
  if (node.pipe.variables.length > 0) {
    return (run, dot) => {
      run.node = node;
      evaluate(run, dot);
      return GO_ON;
    };
  }
  return (run, dot) => {
    run.node = node;
    const value = evaluate(run, dot);
    run.node = node;
    run.write(typeof value === 'string' ? value : printAny(run, value), node);
    return GO_ON;
  };
}

function printAny(run: Run, value: Value): string {
  if (value === undefined) return '<no value>';
  if (value instanceof Marked) return printMarked(run, value);
  if (typeof value === 'object') charge(run, value, PRINTING);
  const shown = value instanceof GoObject ? value.pointed() : value;
  const plain = run.around.elsewhere === undefined ? shown : bare(shown);
  return Object.is(plain, shown) ? printPlain(shown) : markedText(printPlain(plain));
}

function printMarked(run: Run, { value }: Marked): string {
  if (typeof value === 'boolean') return String(!value);
  return markedText(typeof value === 'string' ? value : printAny(run, value));
}

function compileBranch(node: BranchNode): Walk {
  const evaluate = compilePipe(node.pipe);
  const body = compileLater(node.body);
  const otherwise = node.otherwise === undefined ? undefined : compileLater(node.otherwise);
  const isWith = node.kind === 'with';
  return (run, dot) => {
    run.node = node;
    const { mark, dotIsInterface, dotTrail } = run;
    const { watch, elsewhere } = run.around;
    const value = evaluate(run, dot);
    watch?.branch(run.trail);
    const { isTrue: isBody, isTurned } = turnedTruth(value, elsewhere);
    if (isTurned && elsewhere !== undefined) elsewhere.turned += 1;
    if (isBody && isWith) {
      run.dotIsInterface = false;
      run.dotTrail = run.trail;
    }
    const signal = isBody ? body(run, isWith ? value : dot) : (otherwise?.(run, dot) ?? GO_ON);
    if (isTurned && elsewhere !== undefined) elsewhere.turned -= 1;
    watch?.leave();
    run.dotIsInterface = dotIsInterface;
    run.dotTrail = dotTrail;
    run.forget(mark);
    return signal;
  };
}

function compileTemplate(node: TemplateNode): Walk {
  const evaluate = node.pipe === undefined ? undefined : compilePipe(node.pipe);
  return (run, dot) => {
    run.node = node;
    const template = run.around.template(node.name);
    if (template === undefined) return run.fail(`template ${quoteText(node.name)} not defined`);
    run.trail = NO_TRAIL;
    const data = evaluate?.(run, dot);
    const { walk, name } = template;
    const { watch } = run.around;
    watch?.within(node);
    if (walk !== undefined) run.within({ name, walk }, data, false);
    watch?.leave();
    return GO_ON;
  };
}
