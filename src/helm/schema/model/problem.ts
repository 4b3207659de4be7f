import { quoteText } from '../../../gotemplate/format/quote.ts';
import { below } from '../document/pointer.ts';

/** Why a value does not meet a schema: `ValidationError` of santhosh-tekuri/jsonschema. */
export interface Problem {
  /** The path of the value. */
  readonly at: readonly string[];
  readonly text: string;
  readonly causes: readonly Problem[];
  /** What holds several of the same schema, or comes by a reference. */
  readonly kind?: 'group' | 'reference';
}

/** @returns a line for each problem and for each of its causes, which are indented */
export function showProblem(problem: Problem, indent = 0): string {
  const isShown = problem.kind !== 'reference' || problem.causes.length !== 1;
  const line = isShown ? `${'  '.repeat(indent)}- at ${quote(below('', ...problem.at))}: ${problem.text}\n` : '';
  const inner = isShown ? indent + 1 : indent;
  return line + problem.causes.map((cause) => showProblem(cause, inner)).join('');
}

/** @returns a text in single quotes */
export function quote(text: string): string {
  return `'${quoteText(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** @returns texts in single quotes, with commas */
export function quoteAll(texts: readonly string[]): string {
  return texts.map(quote).join(', ');
}
