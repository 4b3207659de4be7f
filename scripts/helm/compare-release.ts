import { readYaml } from '../../src/gotemplate/functions/encoding/read-yaml.ts';
import { deepEqual } from '../../src/gotemplate/value/deep-equal.ts';

const DOCUMENT = /^---$/m;

/**
 * @param theirs what Helm printed
 * @param chance the lines of it that differ from run to run, which are not compared
 * @returns how ours differs: where the documents stand, what they are called, and every field; `undefined` where
 * nothing does
 */
export function compareRelease(ours: string, theirs: string, chance: readonly number[]): string | undefined {
  if (ours === theirs) return undefined;
  const [left, right] = [ours.split('\n'), theirs.split('\n')];
  if (left.length === right.length) for (const line of chance) left[line] = right[line] ?? '';
  const [a, b] = [documentsOf(left.join('\n')), documentsOf(right.join('\n'))];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [mine, other] = [a[i], b[i]];
    if (mine === undefined || other === undefined) return `${a.length} documents, not ${b.length}`;
    const [source] = mine.split('\n', 1);
    if (source !== other.split('\n', 1)[0]) return `document ${i} is ${source}, not ${other.split('\n', 1)[0]}`;
    if (mine !== other && !deepEqual(readYaml(mine), readYaml(other)))
      return `${source}: ${firstDifference(mine, other)}`;
  }
  return undefined;
}

function documentsOf(text: string): readonly string[] {
  return text.split(DOCUMENT).map((document) => document.replace(/^\n/, ''));
}

function firstDifference(ours: string, theirs: string): string {
  const [left, right] = [ours.split('\n'), theirs.split('\n')];
  const at = left.findIndex((line, index) => line !== right[index]);
  return `line ${at}: ${JSON.stringify(left[at])}, not ${JSON.stringify(right[at])}`;
}
