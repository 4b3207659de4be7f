import { quoteText } from '../format/quote.ts';
import type { Delimiters } from '../parse/lexer.ts';
import { ParseError } from '../parse/parse-error.ts';
import { parseTemplate } from '../parse/parse-template.ts';
import { Budget } from '../run/budget.ts';
import { ExecError } from '../run/exec-error.ts';
import { execute } from '../run/execute.ts';
import type { Piece, Surroundings } from '../run/run.ts';
import { TemplateSet } from '../run/template-set.ts';
import { family } from '../value/family.ts';
import { GoError } from '../value/go-error.ts';
import type { FunctionTable, GoFunction, Value } from '../value/value.ts';

/** What an engine is made of. */
export interface EngineParts {
  readonly functions: FunctionTable;
  readonly missingKey?: Surroundings['missingKey'];
  readonly budget?: Budget;
  readonly delimiters?: Delimiters;
  /** Filled with the pieces of what the template that runs writes. */
  readonly trace?: Piece[];
}

/** Helm allows a template to be within itself so often, and once more. */
const MOST_WITHIN_ITSELF = 1000;
/** The name of the set, and so of every text that `tpl` runs. */
const ROOT = 'gotpl';
const NO_VALUE = '<no value>';

/** Templates that include each other, run as Helm runs them: pkg/engine/engine.go. */
export class Engine {
  readonly #parts: EngineParts;
  readonly #budget: Budget;
  readonly #set: TemplateSet;
  /** How often each template is running now. */
  readonly #running: Map<string, number>;
  readonly #own: FunctionTable;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#budget = parts.budget ?? new Budget();
    this.#set = new TemplateSet();
    this.#running = new Map();
    this.#own = this.#functionsFor(this.#set);
  }

  /** Parses a file and adds its templates. @throws ParseError */
  parse(name: string, text: string): void {
    this.#set.add(this.#parsed(name, text));
  }

  /** @returns what a file's template writes. @throws ExecError, BudgetExceeded */
  render(name: string, data: Value): string {
    return withoutNoValue(execute(this.#around(this.#set, this.#own, this.#parts.trace), name, data));
  }

  #parsed(name: string, text: string): ReturnType<typeof parseTemplate> {
    const isFunction = (word: string): boolean => this.#own.has(word) || this.#parts.functions.has(word);
    return parseTemplate(name, text, isFunction, this.#parts.delimiters);
  }

  #around(set: TemplateSet, own: FunctionTable, trace: Piece[] | undefined): Surroundings {
    const { functions, missingKey = 'zero' } = this.#parts;
    return {
      missingKey,
      budget: this.#budget,
      ...(trace === undefined ? {} : { trace }),
      template: (name) => set.lookup(name),
      function: (name): GoFunction | undefined => own.get(name) ?? functions.get(name),
    };
  }

  /** `include` and `tpl` know the templates of the text that they stand in. */
  #functionsFor(set: TemplateSet): FunctionTable {
    return family('helm pkg/engine/engine.go', {
      include: {
        takes: ['string', 'any'],
        run: (name: string, data: Value) => this.#include(set, name, data),
      },
      tpl: { takes: ['string', 'any'], run: (text: string, data: Value) => this.#evaluate(set, text, data) },
    });
  }

  #include(set: TemplateSet, name: string, data: Value): string {
    const count = this.#running.get(name) ?? 0;
    if (count > MOST_WITHIN_ITSELF) {
      throw new GoError(`rendering template has a nested reference name: ${name}: unable to execute template`);
    }
    this.#running.set(name, count + 1);
    const out = execute(this.#around(set, this.#functionsFor(set), undefined), name, data);
    this.#running.set(name, count);
    return out;
  }

  /** What the text defines is known in the text only. */
  #evaluate(base: TemplateSet, text: string, data: Value): string {
    const set = new TemplateSet(base);
    try {
      set.add(this.#parsed(ROOT, text));
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      throw new GoError(`cannot parse template ${quoteText(text)}: ${error.message}`, { cause: error });
    }
    try {
      return withoutNoValue(execute(this.#around(set, this.#functionsFor(set), undefined), ROOT, data));
    } catch (error) {
      if (!(error instanceof ExecError)) throw error;
      const message = `error during tpl function execution for ${quoteText(text)}: ${error.message}`;
      throw new GoError(message, { cause: error });
    }
  }
}

function withoutNoValue(text: string): string {
  return text.includes(NO_VALUE) ? text.replaceAll(NO_VALUE, '') : text;
}
