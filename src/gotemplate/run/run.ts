import type { Elsewhere } from '../elsewhere/elsewhere.ts';
import { quoteText } from '../format/quote.ts';
import type { AnyNode } from '../parse/node.ts';
import { showNode } from '../parse/show-node.ts';
import type { GoFunction, Value } from '../value/value.ts';
import type { Budget } from './budget.ts';
import { ExecError } from './exec-error.ts';
import { NO_TRAIL, type Trail, type Watch } from './trail.ts';

/** How a jump out of a list is told: 0 goes on. */
export type Signal = 0 | 1 | 2;
export const GO_ON: Signal = 0;
export const BREAK: Signal = 1;
export const CONTINUE: Signal = 2;

/** Runs a list of nodes with a dot. */
export type Walk = (run: Run, dot: Value) => Signal;

/** A template that can run. */
export interface Template {
  readonly name: string;
  /** `undefined` for one that has only its name. */
  readonly walk?: Walk;
}

/** What is around the templates that run together. */
export interface Surroundings {
  /** What a missing key of a map is: reflect's invalid value, the zero of the map's type, or an error. */
  readonly missingKey: 'default' | 'zero' | 'error';
  readonly budget: Budget;
  /** Where it is asked why something is written. */
  readonly watch?: Watch | undefined;
  /** Where this is not what happens, but what would with something else in place of what is not known. */
  readonly elsewhere?: Elsewhere | undefined;
  template(name: string): Template | undefined;
  function(name: string): GoFunction | undefined;
}

/** One template that runs: `state` of Go's text/template. */
export class Run {
  readonly around: Surroundings;
  template: string;
  /** Where it is, for errors: set where Go sets it. */
  node: AnyNode | undefined;
  /** Whether the value that was found last stands in an interface, which only errors tell. */
  isInterface = false;
  dotIsInterface = false;
  /** Where the value that was found last comes from, which only a watch tells. */
  trail: Trail = NO_TRAIL;
  dotTrail: Trail = NO_TRAIL;
  out = '';
  #names: string[] = [];
  #values: Value[] = [];
  #interfaces: boolean[] = [];
  #trails: Trail[] = [];

  constructor(around: Surroundings, template: string) {
    this.around = around;
    this.template = template;
  }

  write(text: string, node: AnyNode): void {
    this.around.budget.write(text.length);
    this.around.watch?.write(text, node, this.trail);
    this.out += text;
  }

  /** Runs another template in the place of this one's action, with variables of its own. */
  within(template: Template & { readonly walk: Walk }, dot: Value, isInterface: boolean): void {
    const { template: name, dotIsInterface, dotTrail } = this;
    const [names, values, interfaces, trails] = [this.#names, this.#values, this.#interfaces, this.#trails];
    this.#names = [];
    this.#values = [];
    this.#interfaces = [];
    this.#trails = [];
    this.template = template.name;
    this.start(template.walk, dot, isInterface);
    this.template = name;
    this.dotIsInterface = dotIsInterface;
    this.dotTrail = dotTrail;
    [this.#names, this.#values, this.#interfaces, this.#trails] = [names, values, interfaces, trails];
  }

  start(walk: Walk, dot: Value, isInterface: boolean): void {
    this.declare('$', dot, isInterface);
    this.dotIsInterface = isInterface;
    this.dotTrail = this.trail;
    this.around.budget.enter();
    walk(this, dot);
    this.around.budget.leave();
  }

  /** How many variables there are, to come back to. */
  get mark(): number {
    return this.#names.length;
  }

  forget(mark: number): void {
    if (this.#names.length === mark) return;
    this.#names.length = mark;
    this.#values.length = mark;
    this.#interfaces.length = mark;
    this.#trails.length = mark;
  }

  declare(name: string, value: Value, isInterface: boolean): void {
    this.#names.push(name);
    this.#values.push(value);
    this.#interfaces.push(isInterface);
    this.#trails.push(this.trail);
  }

  assign(name: string, value: Value, isInterface: boolean): void {
    const at = this.#names.lastIndexOf(name);
    if (at < 0) this.fail(`undefined variable: ${name}`);
    this.#values[at] = value;
    this.#interfaces[at] = isInterface;
    this.#trails[at] = this.around.watch?.assigned(this.trail) ?? NO_TRAIL;
  }

  /** Sets a variable, if there is one of that name. */
  assignWhereKnown(name: string, value: Value): void {
    if (this.#names.includes(name)) this.assign(name, value, false);
  }

  /** Sets the variable that was declared last, or one before it. */
  assignFromTop(count: number, value: Value, isInterface: boolean): void {
    this.#values[this.#values.length - count] = value;
    this.#interfaces[this.#interfaces.length - count] = isInterface;
    this.#trails[this.#trails.length - count] = this.trail;
  }

  variable(name: string): Value {
    const at = this.#names.lastIndexOf(name);
    if (at < 0) this.fail(`undefined variable: ${name}`);
    this.isInterface = this.#interfaces[at] ?? false;
    this.trail = this.#trails[at] ?? NO_TRAIL;
    return this.#values[at];
  }

  /** @throws ExecError always, with the place */
  fail(message: string, cause?: Error): never {
    const { node, template } = this;
    if (node === undefined) throw new ExecError(template, `template: ${template}: ${message}`, cause);
    const place = `${node.source.name}:${placeOf(node)}`;
    const action = `executing ${quoteText(template)} at <${showNode(node)}>`;
    throw new ExecError(template, `template: ${place}: ${action}: ${message}`, cause);
  }
}

/** @returns line and column of a node, as Go counts them: the column in bytes from 0. */
function placeOf(node: AnyNode): string {
  const before = node.source.text.slice(0, node.at);
  const lines = before.split('\n');
  return `${lines.length}:${new TextEncoder().encode(lines.at(-1) ?? '').length}`;
}
