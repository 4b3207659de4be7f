import * as v from 'valibot';
import type { Context } from './context.ts';
import { HttpProblem, invalidRequest } from './problem.ts';

type Issue = v.BaseIssue<unknown>;

/** The request's body by a schema; what does not fit is refused in the words GitHub's schema check uses. */
export const readBody = <Schema extends v.GenericSchema>(context: Context, schema: Schema): v.InferOutput<Schema> => {
  const body = context.body ?? {};
  if (typeof body !== 'object' || Array.isArray(body)) throw new HttpProblem(400, 'Body should be a JSON object');
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  throw invalidRequest(explain(result.issues[0]));
};

const explain = (issue: Issue): string => {
  const path = (issue.path ?? []).map(({ key }) => `properties/${String(key)}`).join('/');
  const key = issue.path?.at(-1)?.key;
  if (issue.type === 'max_length') {
    return Array.isArray(issue.input)
      ? `No more than ${issue.requirement} items are allowed; ${issue.input.length} were supplied.`
      : `Only ${issue.requirement} characters are allowed; ${String(issue.input).length} were supplied.`;
  }
  if (issue.received === 'undefined') return `"${String(key)}" wasn't supplied.`;
  if (issue.type === 'picklist')
    return `For '${path}', ${issue.received} is not a possible value. Must be one of the following: ${issue.expected}.`;
  return `For '${path}', ${issue.input === null ? 'nil' : issue.received} is not ${article(issue.expected)}.`;
};

const article = (expected: string | null): string => {
  const noun = (expected ?? 'valid').toLowerCase();
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
};
