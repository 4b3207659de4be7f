import type { Files } from '../../tree/files/files.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { clampPath } from '../objects/flux-kustomization.ts';

/** What a source gives: its files, and the path that is its root among them. */
export interface Artifact {
  readonly files: Files;
  readonly base: string;
  /** Of what it is elsewhere: a commit, a digest. Nobody knows that of this repository after a merge. */
  readonly revision: string | undefined;
}

/** @returns a path in an artifact among all files: what is above its root is its root */
export function pathIn({ base }: Pick<Artifact, 'base'>, path: string): string {
  return joinPath(base, clampPath(path)) ?? base;
}
