import { basename, dirname, isWithin } from '../../tree/objects/paths.ts';
import type { FluxFindings } from './flux-search.ts';
import { isStage } from './promotion-order.ts';

/** Directories beside clusters that hold what clusters share. */
export const SHARED = /^([._].*|bases?|common|shared|components?|modules?|templates?|lib)$/;

/**
 * The directories of `clusters/` that no sync object names: their clusters were bootstrapped some other way. A
 * directory that holds clusters is none itself, but its others are; what another cluster's FluxKustomization builds is
 * a part of that cluster.
 *
 * @param bootstrapped the paths that are known to be clusters
 */
export function clusterDirectories(findings: FluxFindings, bootstrapped: readonly string[]): readonly string[] {
  const { documents, files } = findings;
  const tops = new Set(files.flatMap(topOf));
  const isKnown = (path: string) => bootstrapped.some((each) => isWithin(path, each));
  const candidates = (directory: string): readonly string[] =>
    directoriesIn(directory, files).flatMap((child) => {
      if (isKnown(child) || SHARED.test(basename(child))) return [];
      const holdsClusters = bootstrapped.some((each) => isWithin(each, child)) || isGroup(child, findings);
      return holdsClusters ? candidates(child) : [child];
    });
  const found = [...tops].filter((top) => !isKnown(top)).flatMap(candidates);
  const clusters = [...bootstrapped, ...found];
  return found.filter((path) => {
    const isPartOf = (home: string) => clusters.some((each) => each !== path && isWithin(home, each));
    return !documents.some(
      (document) =>
        document.path !== '' &&
        isWithin(document.path, path) &&
        !isWithin(document.directory, path) &&
        isPartOf(document.directory),
    );
  });
}

/** `clusters`, `kubernetes/clusters`: not deeper, where it is a name like any other. */
function topOf(file: string): readonly string[] {
  const segments = file.split('/');
  const at = segments.indexOf('clusters');
  return at < 0 || at > 1 || at > segments.length - 3 ? [] : [segments.slice(0, at + 1).join('/')];
}

/** Whether a directory holds nothing but directories that look like clusters: a region's, a team's. */
function isGroup(directory: string, { documents, files }: FluxFindings): boolean {
  if (files.some((file) => dirname(file) === directory)) return false;
  const children = directoriesIn(directory, files);
  return children.every(
    (child) =>
      isStage(basename(child)) ||
      documents.some((document) => document.directory === child || document.directory === `${child}/flux-system`),
  );
}

/** @returns the directories that have a YAML file somewhere below. */
function directoriesIn(directory: string, files: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const file of files) {
    if (!file.startsWith(`${directory}/`)) continue;
    const [name = '', ...rest] = file.slice(directory.length + 1).split('/');
    if (rest.length > 0) names.add(`${directory}/${name}`);
  }
  return [...names];
}
