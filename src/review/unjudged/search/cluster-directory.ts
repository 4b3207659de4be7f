import { KUSTOMIZATION_FILES } from '../../../kustomize/kustomization/kustomization-file.ts';
import type { Files } from '../../../tree/files/files.ts';
import { basename, dirname, joinPath } from '../../../tree/objects/paths.ts';
import { BuildInputs } from './build-inputs.ts';

/**
 * Guesses which directory a cluster would be bootstrapped with to read a file: the outermost one around it whose
 * kustomization brings it in; else its own, or the one that `flux-system` lies in.
 *
 * @throws Needs where an object has not been fetched yet
 */
export function clusterDirectory({ sides }: { readonly sides: readonly Files[] }, file: string): string {
  const own = dirname(file);
  const start = basename(own) === 'flux-system' ? dirname(own) : own;
  const files = sides.findLast((each) => each.find(file).kind === 'file');
  if (files === undefined) return start;
  const inputs = new BuildInputs(files, new Set([file]));
  const around = directoriesAround(start).filter((path) => hasKustomization(files, path) && inputs.of(path).has(file));
  return around.at(-1) ?? start;
}

/** @returns a directory and those that it is in, but for the repository itself, which is a cluster only where nothing else is */
function directoriesAround(path: string): readonly string[] {
  return path === '' ? [] : [path, ...directoriesAround(dirname(path))];
}

function hasKustomization(files: Files, directory: string): boolean {
  return KUSTOMIZATION_FILES.some((name) => files.find(joinPath(directory, name) ?? name).kind === 'file');
}
