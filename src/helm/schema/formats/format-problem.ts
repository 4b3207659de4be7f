import { quoteCharacter } from '../../../gotemplate/format/quote.ts';
import { regexProblem } from '../../../gotemplate/functions/regex/regex.ts';
import { parseUrl } from '../../../gotemplate/functions/strings/parse-url.ts';
import type { Value } from '../../../gotemplate/value/value.ts';
import { quote } from '../model/problem.ts';
import { emailProblem, hostnameProblem, ipv4Problem, ipv6Problem } from './network-formats.ts';
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

const UUID_GROUPS = [8, 4, 4, 4, 12];

function uuidProblem(text: string): string | undefined {
  const groups = text.split('-');
  if (groups.length !== UUID_GROUPS.length) return `must have ${UUID_GROUPS.length} elements`;
  for (const [i, group] of groups.entries()) {
    if (group.length !== UUID_GROUPS[i]) return `element ${i + 1} must be ${UUID_GROUPS[i]} characters long`;
    const bad = [...group].find((character) => !/[0-9a-fA-F]/.test(character));
    if (bad !== undefined) return `non-hex character ${quoteCharacter(bad)}`;
  }
  return undefined;
}

function pointerProblem(text: string): string | undefined {
  if (text === '') return undefined;
  if (!text.startsWith('/')) return 'not starting with /';
  return /~(?![01])/.test(text) ? '~ must be followed by 0 or 1' : undefined;
}

const SEMVER = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

function semverProblem(text: string): string | undefined {
  const [core = ''] = text.split(/[-+]/, 1);
  const numbers = core.split('.');
  if (numbers.length !== 3) return 'versionCore must have 3 numbers separated by dot';
  for (const [i, name] of ['major', 'minor', 'patch'].entries()) {
    const number = numbers[i] ?? '';
    if (number === '') return `${name} is empty`;
    if (number.length > 1 && number.startsWith('0')) return `${name} starts with zero`;
    if (!/^\d+$/.test(number)) return `${name} contains non-digit`;
  }
  const match = SEMVER.exec(text);
  if (match === null) return `invalid pre-release or build identifier in ${quote(text)}`;
  const isPadded = (match[4] ?? '').split('.').some((id) => /^0\d+$/.test(id));
  return isPadded ? 'pre-release numeric identifier starts with zero' : undefined;
}
