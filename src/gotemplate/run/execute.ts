import { quoteText } from '../format/quote.ts';
import { joinBytes } from '../value/bytes.ts';
import { BudgetExceeded } from '../value/go-error.ts';
import type { Value } from '../value/value.ts';
import { ExecError } from './exec-error.ts';
import { Run, type Surroundings, type Template } from './run.ts';

/**
 * Runs a template: `ExecuteTemplate` of Go's text/template.
 * @param data the dot
 * @returns what it writes
 * @throws ExecError with Go's message, BudgetExceeded
 */
export function execute(around: Surroundings, name: string, data: Value): string {
  const template = around.template(name);
  if (template === undefined)
    throw new ExecError(name, `template: no template ${quoteText(name)} associated with template "gotpl"`);
  return executeTemplate(around, template, data);
}

/** Runs a template that need not be among those around it: `Execute` of Go's text/template. @throws as `execute` */
export function executeTemplate(around: Surroundings, template: Template, data: Value): string {
  const { name } = template;
  const run = new Run(around, name);
  if (template.walk === undefined) return run.fail(`${quoteText(name)} is an incomplete or empty template`);
  if (around.watch !== undefined) run.trail = around.watch.begin(data);
  try {
    run.start(template.walk, data === null ? undefined : data, false);
  } catch (error) {
    if (error instanceof RangeError) throw new BudgetExceeded('depth', 'the templates are nested too deep');
    throw error;
  }
  around.watch?.end(run.out);
  return joinBytes(run.out);
}
