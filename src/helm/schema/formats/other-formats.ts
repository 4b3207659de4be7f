import { quoteCharacter } from '../../../gotemplate/format/quote.ts';
import { quote } from '../model/problem.ts';

const GROUPS = [8, 4, 4, 4, 12];

/** @returns how a text is no UUID */
export function uuidProblem(text: string): string | undefined {
  const groups = text.split('-');
  if (groups.length !== GROUPS.length) return `must have ${GROUPS.length} elements`;
  for (const [i, group] of groups.entries()) {
    if (group.length !== GROUPS[i]) return `element ${i + 1} must be ${GROUPS[i]} characters long`;
    const bad = [...group].find((character) => !/[0-9a-fA-F]/.test(character));
    if (bad !== undefined) return `non-hex character ${quoteCharacter(bad)}`;
  }
  return undefined;
}

/** @returns how a text is no JSON pointer */
export function pointerProblem(text: string): string | undefined {
  if (text === '') return undefined;
  if (!text.startsWith('/')) return 'not starting with /';
  return /~(?![01])/.test(text) ? '~ must be followed by 0 or 1' : undefined;
}

const SEMVER = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** @returns how a text is no semantic version */
export function semverProblem(text: string): string | undefined {
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
