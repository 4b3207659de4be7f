import type { ClusterToWrite } from '../../../config/write-config.ts';
import type { Discovery } from '../../../fleet/find/discovery.ts';
import type { ClusterSides } from '../../../fleet/render/render-fleet.ts';
import type { Files } from '../../../tree/files/files.ts';
import { dirname } from '../../../tree/objects/paths.ts';
import { BuildInputs } from './build-inputs.ts';

/** Something in the repository that may bring changed files into a cluster, though none that is known has read them. */
export interface Lead {
  readonly files: ReadonlySet<string>;
  /** In a sentence about the files. */
  readonly reason: string;
  /** A cluster that would read them, as far as that can be guessed; a name that is empty is still to be found. */
  readonly guess?: ClusterToWrite | undefined;
  /** Whether no configuration helps, but a repair of what is broken. */
  readonly isBroken?: boolean;
}

/** What leads are looked for in. */
export interface Search {
  /** Both sides of the change. */
  readonly sides: readonly Files[];
  readonly fleet: readonly ClusterSides[];
  readonly discovery: Discovery;
  /** The changed files that are part of nothing that was rendered. */
  readonly wanted: ReadonlySet<string>;
  /** Of these, the files with Kubernetes objects that nothing has looked for. */
  readonly manifests: ReadonlySet<string>;
  /** @returns those of them that a build of the directory would read, on either side */
  readonly inputsOf: (directory: string) => ReadonlySet<string>;
}

/** @throws Needs where an object has not been fetched yet, but not before it is asked for */
export function searchOf(search: Omit<Search, 'inputsOf'>): Search {
  const inputs = search.sides.map((files) => new BuildInputs(files, search.wanted));
  return { ...search, inputsOf: (directory) => new Set(inputs.flatMap((each) => [...each.of(directory)])) };
}

/** @returns the lead, where it leads to anything */
export function leadTo(files: Iterable<string>, more: Omit<Lead, 'files'>): readonly Lead[] {
  const all = new Set(files);
  return all.size === 0 ? [] : [{ files: all, ...more }];
}

/** @returns the manifests that something unknown may bring in: what the list of its own directory leaves out, nobody builds */
export function listedManifests({ manifests, inputsOf }: Search): readonly string[] {
  return [...manifests].filter((path) => inputsOf(dirname(path)).has(path));
}
