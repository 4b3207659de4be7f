import type { Node, OperandNode, PipeNode } from '../../../src/gotemplate/parse/node.ts';
import { ParseError } from '../../../src/gotemplate/parse/parse-error.ts';
import { parseTemplate } from '../../../src/gotemplate/parse/parse-template.ts';
import { ALL_FUNCTIONS } from './answer.ts';

/** How often something was written, and how often in a template that rendered. */
interface Count {
  written: number;
  rendered: number;
}

const WITH_STATEMENTS = ['include', 'tpl'];

/** Counts the functions and statements of templates. */
export class Coverage {
  readonly #functions = new Map<string, Count>(
    [...ALL_FUNCTIONS.keys(), ...WITH_STATEMENTS].map((name) => [name, { written: 0, rendered: 0 }]),
  );
  readonly #statements = new Map<string, Count>();
  #failures = 0;
  #rendered = 0;
  #placed = 0;

  /** @param err what the engine says against the template; empty where it renders */
  add(texts: readonly string[], err: string): void {
    if (err === '') this.#rendered += 1;
    else this.#failures += 1;
    if (/:\d+:\d+: /.test(err) || /:\d+:\d+\n/.test(err)) this.#placed += 1;
    for (const text of texts) {
      for (const list of templatesIn(text)) for (const node of list.nodes) this.#node(node, err === '');
    }
  }

  /** @returns one line, and with all of it a table */
  report(isWhole: boolean): string {
    const functions = [...this.#functions].sort(([a], [b]) => (a < b ? -1 : 1));
    const missing = functions.filter(([, { written }]) => written === 0).map(([name]) => name);
    const failing = functions
      .filter(([, { written, rendered }]) => written > 0 && rendered === 0)
      .map(([name]) => name);
    const head = `${functions.length - missing.length} of ${functions.length} functions were called${listed('; not ', missing)}${listed('; never in a template that renders ', failing)}; ${this.#rendered} templates render, ${this.#failures} fail, ${this.#placed} of them at a line and column\n`;
    if (!isWhole) return head;
    const rows = [...[...this.#statements].sort(([a], [b]) => (a < b ? -1 : 1)), ...functions];
    return `${head}${rows.map(([name, { written, rendered }]) => `${name.padEnd(28)}${String(written).padStart(8)}${String(rendered).padStart(8)}\n`).join('')}`;
  }

  #node(node: Node, rendered: boolean): void {
    this.#count(this.#statements, `{{ ${node.kind} }}`, rendered);
    switch (node.kind) {
      case 'action':
        if (node.pipe.variables.length > 0)
          this.#count(this.#statements, node.pipe.isAssign ? '{{ $x = }}' : '{{ $x := }}', rendered);
        this.#pipe(node.pipe, rendered);
        break;
      case 'template':
        if (node.pipe !== undefined) this.#pipe(node.pipe, rendered);
        break;
      case 'list':
        for (const inner of node.nodes) this.#node(inner, rendered);
        break;
      case 'if':
      case 'with':
      case 'range':
        if (node.otherwise !== undefined) this.#count(this.#statements, `{{ ${node.kind} }} else`, rendered);
        if (node.pipe.variables.length > 0)
          this.#count(this.#statements, `{{ ${node.kind} ${'$x '.repeat(node.pipe.variables.length)}:= }}`, rendered);
        this.#pipe(node.pipe, rendered);
        this.#node(node.body, rendered);
        if (node.otherwise !== undefined) this.#node(node.otherwise, rendered);
    }
  }

  #pipe(pipe: PipeNode, rendered: boolean): void {
    for (const command of pipe.commands) for (const word of command.words) this.#operand(word, rendered);
  }

  #operand(node: OperandNode, rendered: boolean): void {
    if (node.kind === 'identifier') this.#count(this.#functions, node.name, rendered);
    else if (node.kind === 'pipe') this.#pipe(node, rendered);
    else if (node.kind === 'chain') this.#operand(node.node, rendered);
    if (node.kind !== 'pipe' && node.kind !== 'identifier') this.#count(this.#statements, `a ${node.kind}`, rendered);
  }

  #count(counts: Map<string, Count>, name: string, rendered: boolean): void {
    const count = counts.get(name) ?? { written: 0, rendered: 0 };
    counts.set(name, count);
    count.written += 1;
    if (rendered) count.rendered += 1;
  }
}

function templatesIn(text: string): ReturnType<typeof listsOf> {
  try {
    return listsOf(text);
  } catch (error) {
    if (error instanceof ParseError) return [];
    throw error;
  }
}

function listsOf(text: string) {
  const names = new Set([...ALL_FUNCTIONS.keys(), ...WITH_STATEMENTS]);
  return [...parseTemplate('t', text, (name) => names.has(name)).values()];
}

function listed(before: string, names: readonly string[]): string {
  return names.length === 0 ? '' : before + names.join(', ');
}
