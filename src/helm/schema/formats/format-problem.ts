import { regexProblem } from '../../../gotemplate/functions/regex/regex.ts';
import { parseUrl } from '../../../gotemplate/functions/strings/parse-url.ts';
import type { Value } from '../../../gotemplate/value/value.ts';
import { quote } from '../model/problem.ts';
import { emailProblem, hostnameProblem, ipv4Problem, ipv6Problem } from './network-formats.ts';
import { pointerProblem, semverProblem, uuidProblem } from './other-formats.ts';
import { dateProblem, dateTimeProblem, durationProblem, timeProblem } from './time-formats.ts';

/** By their names; one that is not here is not checked. */
const FORMATS: ReadonlyMap<string, (text: string) => string | undefined> = new Map([
  ['json-pointer', pointerProblem],
  ['uuid', uuidProblem],
  ['duration', durationProblem],
  ['ipv4', ipv4Problem],
  ['ipv6', ipv6Problem],
  ['hostname', hostnameProblem],
  ['email', emailProblem],
  ['date', dateProblem],
  ['time', timeProblem],
  ['date-time', dateTimeProblem],
  ['uri', (text) => uriProblem(text) ?? (parseScheme(text) === '' ? 'relative url' : undefined)],
  ['iri', (text) => uriProblem(text) ?? (parseScheme(text) === '' ? 'relative url' : undefined)],
  ['uri-reference', referenceProblem],
  ['iri-reference', referenceProblem],
  ['semver', semverProblem],
  ['regex', regexProblem],
]);

/** @returns how a text fails a format, `undefined` where it does not or no text is asked for */
export function formatProblem(format: Value, value: Value): string | undefined {
  if (typeof format !== 'string' || typeof value !== 'string') return undefined;
  const problem = FORMATS.get(format)?.(value);
  return problem === undefined ? undefined : `${quote(value)} is not valid ${format}: ${problem}`;
}

function parseScheme(text: string): string {
  const url = parseUrl(text);
  return typeof url === 'string' ? '' : url.scheme;
}

function uriProblem(text: string): string | undefined {
  const url = parseUrl(text);
  return typeof url === 'string' ? url : undefined;
}

function referenceProblem(text: string): string | undefined {
  return text.includes('\\') ? 'contains \\' : uriProblem(text);
}
