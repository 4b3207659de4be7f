import { Needs } from '../objects/needs.ts';
import { mountPath } from '../sources/mount.ts';
import type { SourceRef } from '../sources/source-ref.ts';
import type { Resolution } from '../sources/source-table.ts';
import type { Files, Found } from './files.ts';

/** What a reference to elsewhere leads to; off: nothing is fetched here. */
export type OpenedSource =
  | Extract<Found, { kind: 'file' | 'directory' }>
  | Extract<Resolution, { kind: 'unavailable' }>
  | { readonly kind: 'off' };

/**
 * @returns what a reference brings, as files that stand beside those of the repository
 * @throws Needs where it has not been resolved yet
 */
export function openSource(files: Files, source: SourceRef): OpenedSource {
  const found = files.find(mountPath(source));
  if (found.kind === 'file' || found.kind === 'directory') return found;
  if (found.kind === 'absent' && found.unavailable !== undefined) return found.unavailable;
  if (found.kind === 'absent' && found.why === 'not-fetched') throw new Needs([], [source]);
  return { kind: 'off' };
}
