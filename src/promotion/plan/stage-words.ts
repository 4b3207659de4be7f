import type { Cluster } from '../../fleet/find/cluster.ts';
import { listedAtLength } from '../../text/counted.ts';
import { basename } from '../../tree/objects/paths.ts';

/** @returns how directories and files may name a cluster: its name, the ends of its paths, then single words of both. */
export function stageWords({ name, paths }: Pick<Cluster, 'name' | 'paths'>): readonly string[] {
  const lasts = paths.map(basename);
  const whole = [name, name.replaceAll('/', '-'), ...lasts];
  const words = [name, ...lasts].flatMap((text) => text.split(/[^A-Za-z0-9]+/)).filter((word) => /[a-z]/i.test(word));
  return [...new Set([...whole, ...words].filter((word) => word !== '' && !word.includes('/')))];
}

/** @returns the words of one cluster that are not the other's: by them a path is the one's own. */
export function ownWords(one: Cluster, other: Cluster): readonly string[] {
  const others = new Set(stageWords(other));
  return stageWords(one).filter((word) => !others.has(word));
}

/**
 * @param but lines that say it on purpose
 * @returns where a text still mentions one cluster that another one is given it from, `line 3` or `lines 3 and 7`; none where
 *   it does not
 */
export function linesNaming(text: string, one: Cluster, other: Cluster, but: RegExp): string | undefined {
  const words = ownWords(one, other);
  const lines = text.split('\n').flatMap((line, at) => {
    const isNamed = !but.test(line) && words.some((word) => line.split(/[^A-Za-z0-9]+/).includes(word));
    return isNamed ? [String(at + 1)] : [];
  });
  return lines.length === 0 ? undefined : `line${lines.length === 1 ? '' : 's'} ${listedAtLength(lines)}`;
}

/** @returns whether a name mentions a stage: `test-only`, `only-test`, `prod` */
export function namesStage(name: string, words: readonly string[]): boolean {
  return words.some((word) => name === word || name === `${word}-only` || name === `only-${word}`);
}

/** @returns a text with one cluster's words in the other's place, where they stand as whole words. */
export function reworded(text: string, from: Cluster, to: Cluster): string {
  const [own, others] = [ownWords(from, to), ownWords(to, from)];
  return own.reduce((result, word, index) => {
    const pattern = new RegExp(`(?<![A-Za-z0-9])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9])`, 'g');
    return result.replace(pattern, others[index] ?? others[0] ?? word);
  }, text);
}
