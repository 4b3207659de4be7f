import { segmentsOf } from '../../../tree/objects/paths.ts';
import { CopyFailure, NotComposed } from './not-composed.ts';
import type { SourceFiles } from './source-files.ts';
import type { Staging } from './staging.ts';

/** Puts a part of a source where nothing stands yet. */
export interface Placement {
  readonly alias: string;
  /** Within the artifact of the source, and within the one that is put together: normalised. */
  readonly from: string;
  readonly to: string;
}

/** The source that a repository is checked out as. */
export const CHECKOUT = '';

/**
 * Renames a part of a source to a place in the artifact, as Go does: over a file only where it is one itself, and
 * over no directory, however empty.
 *
 * @param sources by their alias
 * @throws CopyFailure in the controller's words; NotComposed; Needs
 * @see fluxcd/pkg artifact/storage Storage.CopyToPath; oci RenameWithFallback; golang/go os.Rename
 */
export function applyPlacement(
  staging: Staging,
  sources: ReadonlyMap<string, SourceFiles>,
  { alias, from, to }: Placement,
): void {
  const found = sources.get(alias)?.find(from);
  if (found?.kind !== 'file' && found?.kind !== 'directory') {
    if (found?.kind === 'submodule' || found?.why === 'included') {
      throw new NotComposed(`takes ${from}, which is of yet another repository`);
    }
    throw new CopyFailure(`cannot stat ${from}: no such file or directory`);
  }
  const way = sources.get(CHECKOUT)?.find(to);
  if (way?.kind === 'absent' && way.why.startsWith('symlink')) {
    throw new NotComposed(`puts something at ${to}, to which a symbolic link leads`);
  }
  const segments = segmentsOf(to);
  if (alias === CHECKOUT) {
    staging.putDirectory(segments, { kind: 'linked', at: { alias, path: from }, leavesOut: NOTHING });
    return;
  }
  const there = staging.find(segments);
  const isFile = there !== undefined && (there.kind === 'file' || there.kind === 'made');
  if (there !== undefined && !isFile) throw new CopyFailure(`rename ${to || '.'}: file exists`);
  if (found.kind === 'file') staging.put(segments, { kind: 'file', at: { alias, path: from } });
  else if (isFile) throw new CopyFailure(`rename ${to}: not a directory`);
  else staging.putDirectory(segments, { kind: 'linked', at: { alias, path: from }, leavesOut: NOTHING });
}

const NOTHING = { patterns: [], from: '' } as const;
