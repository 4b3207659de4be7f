import type { Elsewhere } from '../elsewhere/elsewhere.ts';
import type { Delimiters } from '../parse/lexer.ts';
import { type ParsedTemplates, parseTemplate } from '../parse/parse-template.ts';
import type { Budget } from '../run/budget.ts';
import { execute } from '../run/execute.ts';
import { TemplateSet } from '../run/template-set.ts';
import type { Watch } from '../run/trail.ts';
import { BudgetExceeded } from '../value/go-error.ts';
import type { FunctionTable } from '../value/value.ts';

/** What is around a run of a template. */
export interface PlainRun {
  /** Of the names that it was parsed with. */
  readonly functions: FunctionTable;
  readonly budget: Budget;
  readonly watch?: Watch | undefined;
  readonly elsewhere?: Elsewhere | undefined;
}

/** One text as Go's text/template has it, without what Helm adds: a key that is missing is an error. */
export class PlainTemplate {
  readonly #name: string;
  readonly #parsed: ParsedTemplates;

  /**
   * @param isFunction tells which functions there are
   * @throws ParseError; BudgetExceeded
   */
  constructor(name: string, text: string, isFunction: (word: string) => boolean, delimiters: Delimiters) {
    this.#name = name;
    try {
      this.#parsed = parseTemplate(name, text, isFunction, delimiters);
    } catch (error) {
      if (error instanceof RangeError) throw new BudgetExceeded('depth', 'the template is nested too deep');
      throw error;
    }
  }

  /** @returns what it writes without a dot. @throws ExecError, BudgetExceeded */
  render({ functions, budget, watch, elsewhere }: PlainRun): string {
    const set = new TemplateSet();
    set.add(this.#parsed);
    const around = {
      missingKey: 'error' as const,
      budget,
      watch,
      elsewhere,
      template: (name: string) => set.lookup(name),
      function: (name: string) => functions.get(name),
    };
    return execute(around, this.#name, null);
  }
}
