import type { Files } from '../../tree/files/files.ts';
import type { FilesFrom } from '../objects/own-sources.ts';
import type { Unfetched } from '../objects/source-elsewhere.ts';
import type { Artifact } from './artifact.ts';
import { type ArtifactFilter, artifactFilter } from './artifact-filter.ts';
import { artifactProblems } from './missing-directories.ts';
import { type OpenedElsewhere, openElsewhere } from './open-elsewhere.ts';

/** What a source gives; unknown: it is not among the objects that are known so far. */
type Opened<What> =
  | ({ readonly kind: 'opened' } & What)
  | Extract<OpenedElsewhere, { readonly kind: 'external' }>
  /** Flux does not get it either. */
  | { readonly kind: 'gone'; readonly why: Unfetched }
  | { readonly kind: 'unknown' };

export type OpenedArtifact = Opened<Artifact>;

/** What its source says of an artifact, rather than its files. */
export type OpenedFilter = Opened<Pick<Artifact, 'revision'> & { readonly filter: ArtifactFilter }>;

/**
 * @param files the repository, and what was resolved of what it refers to
 * @param from where the files of a source are
 * @throws Needs where something has not been resolved or fetched yet
 */
export function openFilter(files: Files, from: FilesFrom): OpenedFilter {
  if (from.kind === 'unknown') return from;
  const { source } = from;
  const opened = from.kind === 'here' ? HERE : openElsewhere(files, from.source);
  if (opened.kind === 'external') return opened;
  const { base } = opened;
  const [problem] = opened.problems.length > 0 ? opened.problems : artifactProblems(files, source, base);
  if (problem !== undefined) {
    const { message, fix = '', path = '', line } = problem;
    return { kind: 'gone', why: { reason: message, fix, path, line } };
  }
  const root = base === '' ? undefined : files.find(base);
  const revision = root?.kind === 'directory' ? root.revision : undefined;
  return { kind: 'opened', filter: artifactFilter(source, files, base), revision };
}

const HERE = { kind: 'fetched', base: '', problems: [] } as const;
