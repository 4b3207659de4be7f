import type { Problem } from '../../kustomize/model/problem.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Files } from '../../tree/files/files.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { shownPath } from '../../tree/sources/mount.ts';
import { lineOf } from '../../yaml/node/node.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import { clampPath } from '../objects/flux-kustomization.ts';
import { isCheckedOutBy, sparseCheckoutOf } from './artifact-filter.ts';

/**
 * What keeps source-controller from making an artifact: without one, all that takes its files from the source stays at
 * the revision before.
 *
 * @param files the repository
 * @param source a GitRepository, where the repository holds it
 * @param base the path of what it stands for, where that is not this repository
 * @throws Needs where an object has not been fetched yet
 * @see fluxcd/source-controller GitRepositoryReconciler.validateSparseCheckoutPaths
 */
export function artifactProblems(files: Files, source: Resource | undefined, base = ''): readonly Problem[] {
  if (source?.kind !== 'GitRepository') return [];
  const sparseCheckout = sparseCheckoutOf(source);
  if (sparseCheckout === undefined) return [];
  const missing = itemsAt(source.node, 'spec', 'sparseCheckout').filter((item) => {
    return !isThere(files, base, clampPath(textAt(item)), sparseCheckout);
  });
  return missing.map((item) => ({
    code: 'no-artifact',
    message: `GitRepository ${source.namespace}/${source.name} gives Flux no artifact for this revision, so everything built from it stays as it was: sparseCheckout names ${textAt(item)}, which is not in ${base === '' ? 'the repository' : shownPath(base)}`,
    path: source.trail.origin.path,
    line: lineOf(item),
    fix:
      base === ''
        ? 'Remove the directory from spec.sparseCheckout in a merge of its own, before its files go.'
        : 'Name an existing directory in spec.sparseCheckout.',
  }));
}

/** What is listed must stand in the checkout that the list makes. Where a link leads is not followed. */
function isThere(files: Files, base: string, path: string, sparseCheckout: readonly string[]): boolean {
  if (path === '') return true;
  const at = (below: string): string => joinPath(base, below) ?? base;
  const found = files.find(at(path));
  if (found.kind === 'absent') return found.why === 'symlink';
  if (found.kind !== 'directory') return isCheckedOutBy(sparseCheckout, path);
  return (
    isCheckedOutBy(sparseCheckout, `${path}/`) ||
    sparseCheckout.some((inner) => inner.startsWith(`${path}/`) && files.find(at(clampPath(inner))).kind !== 'absent')
  );
}
