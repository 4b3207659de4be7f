import type { Problem } from '../../kustomize/model/problem.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Files } from '../../tree/files/files.ts';
import { openSource } from '../../tree/files/open-source.ts';
import { mountPath } from '../../tree/sources/mount.ts';
import { sourceElsewhere, type Unfetched, unfetched } from '../objects/source-elsewhere.ts';

/** What a source that is not this repository gives here. */
export type OpenedElsewhere =
  /** base: the path at which its files stand. */
  | { readonly kind: 'fetched'; readonly base: string; readonly problems: readonly Problem[] }
  /** unfetched: why it is not; isOff: nothing is fetched here. Without both nothing of its kind is. */
  | { readonly kind: 'external'; readonly unfetched?: Unfetched; readonly isOff?: true };

/**
 * @param files the repository, and what was resolved of what it refers to
 * @param source an object that files are taken from
 * @returns its files; with a problem where it has none for Flux either
 * @throws Needs where it has not been resolved yet
 */
export function openElsewhere(files: Files, source: Resource): OpenedElsewhere {
  const found = sourceElsewhere(source);
  if (found === undefined) return { kind: 'external' };
  if ('reason' in found) return { kind: 'external', unfetched: found };
  const opened = openSource(files, found);
  const base = mountPath(found);
  if (opened.kind === 'directory') return { kind: 'fetched', base, problems: [] };
  if (opened.kind !== 'unavailable') return { kind: 'external', ...(opened.kind === 'off' && { isOff: true }) };
  const why = unfetched(source, undefined, `is not fetched: ${opened.reason}`, opened.remedy);
  if (opened.isGone !== true) return { kind: 'external', unfetched: why };
  return { kind: 'fetched', base, problems: [noArtifact(source, why, opened.reason)] };
}

/** Flux stays at what it has fetched before. */
function noArtifact({ kind, namespace, name }: Resource, { path, line, fix }: Unfetched, reason: string): Problem {
  return {
    code: 'no-artifact',
    message: `${kind} ${namespace}/${name} gives Flux no artifact, so everything built from it stays as it was: ${reason}`,
    path,
    line,
    fix,
  };
}
