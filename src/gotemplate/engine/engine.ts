import { onceWhile } from '../../memo/by-value.ts';
import type { Elsewhere } from '../elsewhere/elsewhere.ts';
import { quoteText } from '../format/quote.ts';
import type { Delimiters } from '../parse/lexer.ts';
import type { ListNode } from '../parse/node.ts';
import { ParseError } from '../parse/parse-error.ts';
import { DEFAULT_DELIMITERS, type ParsedTemplates, parseTemplate } from '../parse/parse-template.ts';
import { Budget } from '../run/budget.ts';
import { ExecError } from '../run/exec-error.ts';
import { execute, executeTemplate } from '../run/execute.ts';
import type { Surroundings } from '../run/run.ts';
import { TemplateSet, templateOf } from '../run/template-set.ts';
import type { Watch } from '../run/trail.ts';
import { family } from '../value/family.ts';
import { BudgetExceeded, GoError } from '../value/go-error.ts';
import type { FunctionTable, GoFunction, Value } from '../value/value.ts';

/** What an engine is made of. */
export interface EngineParts {
  readonly functions: FunctionTable;
  readonly missingKey?: Surroundings['missingKey'];
  readonly budget?: Budget;
  readonly delimiters?: Delimiters;
  /** Where it is asked why something is written. */
  readonly watch?: Watch | undefined;
  readonly elsewhere?: Elsewhere | undefined;
}

/** Helm allows a template to be within itself so often, and once more. */
const MOST_WITHIN_ITSELF = 1000;
/** The name of the set, and so of every text that `tpl` runs. */
const ROOT = 'gotpl';
/** What it takes to read an action of a text of `tpl` and to run it, in the budget's measure. */
const COST_OF_AN_ACTION = 8000;
/** What an action takes in memory when it has been read, in characters. */
const SPACE_OF_AN_ACTION = 700;
const NO_VALUE = '<no value>';

/** A file of templates. What was parsed of it is kept for as long as it is, as most are run again and again. */
export interface TemplateFile {
  readonly name: string;
  readonly text: string;
}

const parsedOnce = onceWhile<TemplateFile, ParsedTemplates>();

/** Templates that know each other, with what is around them when they run. */
interface Scope {
  readonly set: TemplateSet;
  readonly around: Surroundings;
}

/** Templates that include each other, run as Helm runs them: pkg/engine/engine.go. */
export class Engine {
  readonly #parts: EngineParts;
  readonly #budget: Budget;
  readonly #delimiters: Delimiters;
  /** The names of all functions, by which a text is parsed in one way or another. */
  readonly #words: string;
  readonly #root: Scope;
  /** How often each template is running now. */
  readonly #running = new Map<string, number>();

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#budget = parts.budget ?? new Budget();
    this.#delimiters = parts.delimiters ?? DEFAULT_DELIMITERS;
    this.#words = [...parts.functions.keys()].join(' ');
    this.#root = this.#scopeOf(new TemplateSet());
  }

  /** Parses a file and adds its templates. @throws ParseError */
  parse(file: TemplateFile): void {
    const { left, right } = this.#delimiters;
    this.#payFor(file.text);
    this.#root.set.add(parsedOnce(file, [this.#words, left, right], () => this.#parsed(file)));
  }

  /** @returns what a file's template writes. @throws ExecError, BudgetExceeded */
  render(name: string, data: Value): string {
    return withoutNoValue(execute(this.#root.around, name, data));
  }

  #payFor(text: string): void {
    this.#budget.make(SPACE_OF_AN_ACTION * actionsIn(text, this.#delimiters.left));
  }

  #parsed({ name, text }: TemplateFile): ParsedTemplates {
    const isFunction = (word: string): boolean => this.#root.around.function(word) !== undefined;
    try {
      return parseTemplate(name, text, isFunction, this.#delimiters);
    } catch (error) {
      if (error instanceof RangeError) throw new BudgetExceeded('depth', 'the templates are nested too deep');
      throw error;
    }
  }

  /** `include` and `tpl` know the templates of the text that they stand in. */
  #scopeOf(set: TemplateSet): Scope {
    const { functions, missingKey = 'zero', watch, elsewhere } = this.#parts;
    const own = family('helm pkg/engine/engine.go', {
      include: {
        takes: ['string', 'any'],
        moves: true,
        run: (name: string, data: Value) => this.#include(scope, name, data),
      },
      tpl: {
        takes: ['string', 'any'],
        moves: true,
        run: (text: string, data: Value) => this.#evaluate(scope, text, data),
      },
    });
    const scope: Scope = {
      set,
      around: {
        missingKey,
        budget: this.#budget,
        watch,
        elsewhere,
        template: (name) => set.lookup(name),
        function: (name): GoFunction | undefined => own.get(name) ?? functions.get(name),
      },
    };
    return scope;
  }

  #include({ around }: Scope, name: string, data: Value): string {
    const count = this.#running.get(name) ?? 0;
    if (count > MOST_WITHIN_ITSELF) {
      throw new GoError(`rendering template has a nested reference name: ${name}: unable to execute template`);
    }
    this.#running.set(name, count + 1);
    const out = execute(around, name, data);
    this.#running.set(name, count);
    return out;
  }

  /** What the text defines is known in the text only. */
  #evaluate(base: Scope, text: string, data: Value): string {
    this.#budget.work(COST_OF_AN_ACTION * (actionsIn(text, this.#delimiters.left) + 1));
    const scope = this.#scopeOf(new TemplateSet(base.set));
    let own: ListNode | undefined;
    try {
      this.#payFor(text);
      const parsed = this.#parsed({ name: ROOT, text });
      scope.set.add(parsed);
      own = parsed.get(ROOT);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      throw new GoError(`cannot parse template ${quoteText(text)}: ${error.message}`, { cause: error });
    }
    try {
      // Not by its name: under that stands the text around this one, where this one is blank.
      if (own !== undefined) return withoutNoValue(executeTemplate(scope.around, templateOf(ROOT, own), data));
      return withoutNoValue(execute(scope.around, ROOT, data));
    } catch (error) {
      if (!(error instanceof ExecError)) throw error;
      const message = `error during tpl function execution for ${quoteText(text)}: ${error.message}`;
      throw new GoError(message, { cause: error });
    }
  }
}

function actionsIn(text: string, left: string): number {
  let count = 0;
  for (let at = text.indexOf(left); at >= 0; at = text.indexOf(left, at + left.length)) count += 1;
  return count;
}

function withoutNoValue(text: string): string {
  return text.includes(NO_VALUE) ? text.replaceAll(NO_VALUE, '') : text;
}
