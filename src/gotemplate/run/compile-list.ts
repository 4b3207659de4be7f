import { printPlain } from '../format/print-value.ts';
import { quoteText } from '../format/quote.ts';
import type { ActionNode, BranchNode, ListNode, Node, TemplateNode } from '../parse/node.ts';
import { isTrue } from '../value/truth.ts';
import type { Value } from '../value/value.ts';
import { charge } from './call.ts';
import { compilePipe } from './compile-pipe.ts';
import { compileRange } from './compile-range.ts';
import { PRINTING } from './cost.ts';
import { BREAK, CONTINUE, GO_ON, type Run, type Walk } from './run.ts';
import { NO_TRAIL } from './trail.ts';

/** @returns a list of nodes that can run: `walk` of Go's text/template */
export function compileList(list: ListNode): Walk {
  const steps = list.nodes.map(compileNode);
  return (run, dot) => {
    run.node = list;
    for (const step of steps) {
      run.around.budget.step();
      const signal = step(run, dot);
      if (signal !== GO_ON) return signal;
    }
    return GO_ON;
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
      return compileRange(node, compileList);
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
  if (typeof value === 'object') charge(run, value, PRINTING);
  return printPlain(value);
}

function compileBranch(node: BranchNode): Walk {
  const evaluate = compilePipe(node.pipe);
  const body = compileList(node.body);
  const otherwise = node.otherwise === undefined ? undefined : compileList(node.otherwise);
  const isWith = node.kind === 'with';
  return (run, dot) => {
    run.node = node;
    const { mark, dotIsInterface, dotTrail } = run;
    const { watch } = run.around;
    const value = evaluate(run, dot);
    const isBody = isTrue(value);
    watch?.branch(run.trail);
    if (isBody && isWith) {
      run.dotIsInterface = false;
      run.dotTrail = run.trail;
    }
    const signal = isBody ? body(run, isWith ? value : dot) : (otherwise?.(run, dot) ?? GO_ON);
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
