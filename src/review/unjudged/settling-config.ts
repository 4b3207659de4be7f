import { escape as escapeGlob } from 'minimatch';
import type { Config } from '../../config/config.ts';
import { type ClusterToWrite, configFor } from '../../config/write-config.ts';
import type { Discovery } from '../../fleet/find/discovery.ts';
import { clusterNames } from '../../fleet/find/names/cluster-names.ts';
import { dirname, isWithin } from '../../tree/objects/paths.ts';
import type { Lead } from './search/lead.ts';

/** More guesses than these are none. */
const MOST_GUESSES = 5;

/**
 * The configuration that would have what leads lead to reviewed, with guesses filled in, or say that no cluster runs it: a
 * whole file where there is none, else what to add to it.
 *
 * @returns YAML; empty where no configuration helps
 */
export function settlingConfig(
  leads: readonly Lead[],
  discovery: Pick<Discovery, 'clusters'>,
  config: Pick<Config, 'clusters'>,
): string {
  const open = leads.filter(({ isBroken }) => isBroken !== true);
  if (open.length === 0) return '';
  const clusters = configFor(clustersWith(open, discovery, config));
  const unreviewed = `unreviewed: [${globsOf(open)
    .map((glob) => JSON.stringify(glob))
    .join(', ')}]\n`;
  return clusters === ''
    ? unreviewed
    : `${clusters}# Or, if no cluster runs it, instead of the guess:\n# ${unreviewed}`;
}

function clustersWith(
  leads: readonly Lead[],
  { clusters }: Pick<Discovery, 'clusters'>,
  config: Pick<Config, 'clusters'>,
): readonly ClusterToWrite[] {
  const guesses = new Map(leads.flatMap(({ guess }) => (guess === undefined ? [] : [[guess.path, guess] as const])));
  const guessed = [...guesses.values()].slice(0, MOST_GUESSES);
  if (guessed.length === 0) return [];
  const names = clusterNames([...new Set([...clusters, ...guessed].map(({ path }) => path))]);
  const named = guessed.map((guess, index): ClusterToWrite => {
    const known = clusters.find(({ path }) => path === guess.path);
    const name = guess.name || (known?.name ?? names.get(guess.path) ?? guess.path);
    const { path, paths = [path], sources = [] } = guess;
    return { name, path, paths, sources, comments: index === 0 ? [remark(config)] : [] };
  });
  // What is configured stays as it is: only what to add to it is shown.
  if (config.clusters !== undefined) return named;
  const others = clusters.filter(({ path }) => !guesses.has(path));
  return [...others.map((cluster) => ({ ...cluster, substitute: new Map<string, string>() })), ...named];
}

function remark({ clusters }: Pick<Config, 'clusters'>): string {
  return clusters === undefined
    ? 'A guess: correct it.'
    : 'A guess to add to the clusters that are there, or to complete one of them.';
}

/** Globs of the files: their directory, or each of them where they have none in common. */
function globsOf(leads: readonly Lead[]): readonly string[] {
  return [
    ...new Set(
      leads.flatMap(({ files }) => {
        const directory = commonDirectory([...files]);
        return directory === '' ? [...files].map((path) => escapeGlob(path)) : [`${escapeGlob(directory)}/**`];
      }),
    ),
  ].slice(0, MOST_GUESSES);
}

/** @returns the innermost directory that holds all of some files; empty for the repository itself */
export function commonDirectory([first = '', ...others]: readonly string[]): string {
  let directory = dirname(first);
  while (!others.every((path) => isWithin(path, directory))) directory = dirname(directory);
  return directory;
}
