import type { FileLine } from '../../kustomize/model/origin.ts';
import type { Problem } from '../../kustomize/model/problem.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Release } from '../../kustomize/releases/releases.ts';
import type { Files } from '../../tree/files/files.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { artifactFilter, WHOLE_ARTIFACT } from '../artifact/artifact-filter.ts';
import { withArtifactRoot } from '../artifact/artifact-root.ts';
import { artifactProblems } from '../artifact/missing-directories.ts';
import { openElsewhere } from '../artifact/open-elsewhere.ts';
import { contentFiles } from '../composed/composed-files.ts';
import type { ArtifactContent } from '../composed/composition.ts';
import type { MadeArtifacts } from '../composed/made-artifacts.ts';
import type { FluxKustomization } from '../objects/flux-kustomization.ts';
import { filesFrom } from '../objects/own-sources.ts';
import { followedAt, type Unfetched } from '../objects/source-elsewhere.ts';
import type { ClusterRoot } from '../objects/spoke.ts';
import type { Sync } from '../objects/sync.ts';
import { pathsOf } from './entrypoints.ts';
import { type Built, buildReferred, type Pending } from './referred-root.ts';
import { unknownPlaceOf } from './unknown-place.ts';

/** Where the files of a root are. */
export type Placed =
  | {
      readonly kind: 'files';
      /** With the path of its directory among all files. */
      readonly flux: FluxKustomization;
      readonly content: ArtifactContent;
      /** Of files that are elsewhere, or that are put together. */
      readonly followed?: FileLine;
      /** Of a source that gives it none. */
      readonly missing: readonly Problem[];
      /** Of one that lacks some. */
      readonly lacking: readonly Problem[];
      /** Whether it includes what is not among the objects that are known so far. */
      readonly waits: boolean;
    }
  | { readonly kind: 'external'; readonly unfetched?: Unfetched }
  /** Its source is not among the objects that are known so far. */
  | { readonly kind: 'unknown' };

/**
 * @param files the repository, and what was resolved of what it refers to
 * @param syncs what the cluster is synced by
 * @param resources the objects of its cluster that are known so far
 * @param made the artifacts that are put together in it
 * @throws Needs where something has not been fetched yet
 */
export function placeRoot(
  files: Files,
  { flux }: Pending,
  cluster: ClusterRoot,
  syncs: readonly (Sync | undefined)[],
  resources: readonly Resource[],
  made: MadeArtifacts,
): Placed {
  // What it would read is told by its own problem.
  const isKnown = unknownPlaceOf(flux) === undefined;
  const composed = isKnown && flux.sourceRef.kind === 'ExternalArtifact' ? placeComposed(flux, made) : undefined;
  if (composed !== undefined) return composed;
  const from = isKnown
    ? filesFrom(flux, syncs, cluster.sources ?? [], resources)
    : ({ kind: 'here', source: undefined } as const);
  if (from.kind === 'unknown') return from;
  const { source } = from;
  if (from.kind === 'here') {
    // What the cluster's own source lacks is told once, at its entrypoint.
    const isOwn = source === undefined || syncs.some((each) => isSource(source, each?.source));
    const { content, problems, waits } = made.withIncluded(source, artifactFilter(source, files));
    return {
      kind: 'files',
      flux: withArtifactRoot(flux, files, ...pathsOf(cluster)),
      content,
      missing: [],
      lacking: isOwn ? [] : [...artifactProblems(files, source), ...problems],
      waits,
    };
  }
  const opened = openElsewhere(files, from.source);
  if (opened.kind === 'external') return opened;
  const { base, problems } = opened;
  const there = {
    kind: 'files',
    flux: { ...flux, path: joinPath(base, flux.path) ?? base },
    followed: followedAt(from.source),
    missing: problems,
  } as const;
  if (problems.length > 0) return { ...there, content: WHOLE_ARTIFACT, lacking: [], waits: false };
  const included = made.withIncluded(source, artifactFilter(source, files, base));
  const lacking = [...artifactProblems(files, source, base), ...included.problems];
  return { ...there, content: included.content, lacking, waits: included.waits };
}

/** @returns the place of what takes its files from an artifact that is put together; `undefined` where nothing makes that */
function placeComposed(flux: FluxKustomization, made: MadeArtifacts): Placed | undefined {
  const opened = made.open(flux.sourceRef);
  if (opened.kind === 'unknown') return undefined;
  if (opened.kind === 'external') return opened;
  if (opened.kind === 'gone') {
    const { reason: message, fix, path, line } = opened.why;
    const missing: Problem = { code: 'no-artifact', message, path, line, fix };
    return { kind: 'files', flux, content: WHOLE_ARTIFACT, missing: [missing], lacking: [], waits: false };
  }
  const { content, at, by } = opened;
  const placed = { ...flux, path: joinPath(at, flux.path) ?? at };
  const there = { kind: 'files', flux: placed, content, missing: [], lacking: [], waits: false } as const;
  return by === undefined ? there : { ...there, followed: by };
}

/** @returns a root that is built of the files that it has */
export function buildPlaced(
  files: Files,
  pending: Pending,
  { flux, content, followed, missing, lacking }: Extract<Placed, { kind: 'files' }>,
  kustomize: Release,
): Built {
  const built = withKeptDirectory(
    buildReferred(files, { ...pending, flux }, content, kustomize, missing),
    files,
    content,
  );
  const root = followed === undefined ? built : { ...built, followed };
  return lacking.length === 0 ? root : { ...root, problems: [...root.problems, ...lacking] };
}

/** What is put together is known by where it is kept. */
function withKeptDirectory(root: Built, files: Files, content: ArtifactContent): Built {
  const found = 'kind' in content ? contentFiles(files, content).find(root.directory) : undefined;
  if (found?.kind !== 'directory' || found.keptIn === undefined) return root;
  return { ...root, directory: found.keptIn };
}

function isSource({ kind, namespace, name }: Resource, other: Resource | undefined): boolean {
  return other?.kind === kind && other.namespace === namespace && other.name === name;
}
