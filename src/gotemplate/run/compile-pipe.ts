import { quoteText } from '../format/quote.ts';
import type { CommandNode, OperandNode, PipeNode } from '../parse/node.ts';
import { showNode } from '../parse/show-node.ts';
import { spellType } from '../value/go-type.ts';
import type { Value } from '../value/value.ts';
import { type Argument, callFunction, NOTHING, type Piped } from './call.ts';
import { canBeNil, checkType, nilOf } from './check-type.ts';
import { constantOf, idealConstant } from './constant.ts';
import { followFields } from './field.ts';
import type { Run } from './run.ts';
import { NO_TRAIL } from './trail.ts';

/** Evaluates a pipeline with a dot. */
export type Evaluate = (run: Run, dot: Value) => Value;
type Command = (run: Run, dot: Value, piped: Piped) => Value;

const NONE: readonly Argument[] = [];

/** @returns a pipeline that can be evaluated: `evalPipeline` of Go's text/template, whose order it keeps */
export function compilePipe(pipe: PipeNode): Evaluate {
  const commands = pipe.commands.map(compileCommand);
  const names = pipe.variables.map((variable) => variable.names[0] ?? '');
  const [only] = commands;
  if (only !== undefined && commands.length === 1 && names.length === 0) {
    return (run, dot) => {
      run.node = pipe;
      const value = only(run, dot, NOTHING);
      run.isInterface = false;
      return value === null ? undefined : value;
    };
  }
  return (run, dot) => {
    run.node = pipe;
    let piped: Piped = NOTHING;
    for (const command of commands) {
      const value: Value = command(run, dot, piped);
      piped = value === null ? undefined : value;
    }
    const value = piped === NOTHING ? undefined : piped;
    for (const name of names) {
      if (pipe.isAssign) run.assign(name, value, false);
      else run.declare(name, value, false);
    }
    run.isInterface = false;
    return value;
  };
}

function compileCommand(command: CommandNode): Command {
  const [first, ...others] = command.words;
  if (first === undefined) return () => undefined;
  const words = others.map(compileArgument);
  switch (first.kind) {
    case 'field':
    case 'variable':
    case 'chain':
    case 'identifier':
      return compileCallable(first, command, words);
    case 'pipe': {
      const evaluate = compilePipe(first);
      return (run, dot, piped) => {
        refuseArguments(run, first, words, piped);
        return evaluate(run, dot);
      };
    }
    default:
      return (run, dot, piped) => {
        run.node = first;
        refuseArguments(run, first, words, piped);
        if (first.kind === 'nil') return run.fail('nil is not a command');
        run.trail = NO_TRAIL;
        if (first.kind !== 'dot') return idealConstant(run, first);
        run.isInterface = run.dotIsInterface;
        run.trail = run.dotTrail;
        return dot;
      };
  }
}

/** What may have arguments. */
function compileCallable(node: OperandNode, command: CommandNode | OperandNode, words: readonly Argument[]): Command {
  switch (node.kind) {
    case 'field':
      return (run, dot, piped) => {
        run.node = node;
        run.trail = run.dotTrail;
        return followFields(run, dot, dot, run.dotIsInterface, node, node.names, words, piped);
      };
    case 'variable': {
      const [name = '', ...fields] = node.names;
      return (run, dot, piped) => {
        run.node = node;
        const value = run.variable(name);
        if (fields.length > 0) return followFields(run, dot, value, run.isInterface, node, fields, words, piped);
        refuseArguments(run, node, words, piped);
        return value;
      };
    }
    case 'identifier': {
      const { name } = node;
      return (run, dot, piped) => {
        run.node = node;
        const fn = run.around.function(name);
        if (fn === undefined) return run.fail(`${quoteText(name)} is not a defined function`);
        return callFunction(run, dot, fn, command, name, words, piped);
      };
    }
    case 'chain': {
      const start = compileArgument(node.node);
      return (run, dot, piped) => {
        run.node = node;
        const value = start.evaluate(run, dot, 'value');
        return followFields(run, dot, value, run.isInterface, node, node.names, words, piped);
      };
    }
    default:
      return () => undefined;
  }
}

function refuseArguments(run: Run, first: OperandNode, words: readonly Argument[], piped: Piped): void {
  if (words.length > 0 || piped !== NOTHING) run.fail(`can't give argument to non-function ${showNode(first)}`);
}

/** @returns a word as an argument: `evalArg` of Go's text/template */
function compileArgument(node: OperandNode): Argument {
  switch (node.kind) {
    case 'bool':
    case 'number':
    case 'string':
      return {
        node,
        evaluate: (run, _, type) => {
          run.trail = NO_TRAIL;
          return constantOf(run, node, type);
        },
      };
    case 'nil':
      return {
        node,
        evaluate: (run, _, type) => {
          run.node = node;
          run.isInterface = true;
          run.trail = NO_TRAIL;
          return canBeNil(type) ? nilOf(type) : run.fail(`cannot assign nil to ${spellType(type)}`);
        },
      };
    case 'dot':
      return {
        node,
        evaluate: (run, dot, type) => {
          run.node = node;
          run.isInterface = run.dotIsInterface;
          run.trail = run.dotTrail;
          return checkType(run, dot, type);
        },
      };
    case 'pipe': {
      const evaluate = compilePipe(node);
      return { node, evaluate: (run, dot, type) => checkType(run, evaluate(run, dot), type) };
    }
    default: {
      const evaluate = compileCallable(node, node, NONE);
      return {
        node,
        evaluate: (run, dot, type) => checkType(run, evaluate(run, dot, NOTHING), type),
      };
    }
  }
}
