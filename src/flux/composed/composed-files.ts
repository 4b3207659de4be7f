import { createHash } from 'node:crypto';
import { KeptByReads } from '../../memo/by-reads.ts';
import type { Files, Found } from '../../tree/files/files.ts';
import { dirname, isWithin, joinPath, segmentsOf } from '../../tree/objects/paths.ts';
import type { Directory, TreeEntry } from '../../tree/objects/repo-tree.ts';
import { isMounted } from '../../tree/sources/mount.ts';
import { artifactFiles } from '../artifact/artifact-files.ts';
import { defaultIgnorePatterns, type IgnorePattern, isIgnored } from '../artifact/ignore-pattern.ts';
import type { ArtifactContent, Composition } from './composition.ts';
import { applyCopy } from './copy/apply-copy.ts';
import { applyPlacement } from './copy/apply-placement.ts';
import { isExcluded } from './copy/exclusion.ts';
import { CopyFailure, NotComposed } from './copy/not-composed.ts';
import { SourceFiles } from './copy/source-files.ts';
import { entriesOfLink, isDirectory, type Staged, Staging } from './copy/staging.ts';

/** What putting an artifact together comes to. */
export type Composed =
  | { readonly kind: 'composed'; readonly root: Staged; readonly made: ReadonlyMap<string, Uint8Array> }
  /** In the controller's words, without a full stop. */
  | { readonly kind: 'failed'; readonly step: number; readonly message: string }
  /** The end of a sentence that its name begins. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** In entries, and in files that are made: each as much as a thousand of those. */
const COMPOSED = new KeptByReads<Composed>({ capacity: 200_000, weigh: weightOf });

/** @returns the files of an artifact, among all that can be seen beside it */
export function contentFiles(files: Files, content: ArtifactContent): Files {
  if (!('kind' in content)) return artifactFiles(files, content);
  if (content.kind === 'composed') return composedFiles(files, content, defaultIgnorePatterns);
  return artifactFiles(composedFiles(files, content.of, []), content.filter);
}

/**
 * Puts an artifact together, or gives what was put together before of the same.
 *
 * @param files the repository, and what was resolved of what it refers to
 * @throws Needs where something has not been fetched yet
 * @see fluxcd/source-watcher internal/builder ArtifactBuilder.Build
 */
export function compose(files: Files, composition: Composition): Composed {
  return files.once(COMPOSED, JSON.stringify(composition), (own): Composed => {
    const sources = sourcesOf(own, composition);
    const staging = new Staging(sources);
    for (const [index, step] of composition.steps.entries()) {
      try {
        if ('alias' in step) applyPlacement(staging, sources, step);
        else applyCopy(staging, sources, step);
      } catch (error) {
        if (error instanceof CopyFailure) return { kind: 'failed', step: index, message: error.message };
        if (error instanceof NotComposed) return { kind: 'unknown', reason: error.message };
        throw error;
      }
    }
    return { kind: 'composed', root: staging.root, made: madeIn(staging.root) };
  }).value;
}

/**
 * The files of an artifact that is put together of others. A file has the path at which it is kept, and so is read
 * there: only the directories are the artifact's own.
 */
function composedFiles(files: Files, composition: Composition, leavesOut: readonly IgnorePattern[]): Files {
  const { base } = composition;
  const key = JSON.stringify(composition);
  const sources = sourcesOf(files, composition);
  let composed: Composed | undefined;
  const once = (): Composed => {
    composed ??= compose(files, composition);
    return composed;
  };
  const isOwn = (path: string): boolean => (base === '' ? !isMounted(path) : isWithin(path, base));
  const inside = (path: string): readonly string[] => segmentsOf(path).slice(base === '' ? 0 : 1);
  const stagedAt = (path: string): Staged | undefined => {
    const all = once();
    return all.kind === 'composed' ? walk(all.root, inside(path), sources) : undefined;
  };
  const keptAt = (staged: Staged): Found | undefined =>
    'at' in staged ? sources.get(staged.at.alias)?.find(staged.at.path) : undefined;
  const find = (path: string): Found => {
    if (!isOwn(path)) return files.find(path);
    const staged = stagedAt(path);
    if (staged === undefined || isIgnored(leavesOut, inside(path), isDirectory(staged))) {
      return absentAt(path, stagedAt(dirname(path)));
    }
    if (staged.kind === 'made') {
      const parts = staged.file.of.flatMap(({ alias, path: part }) => sources.get(alias)?.find(part) ?? []);
      return { kind: 'file', path, id: staged.file.id, madeOf: parts.filter((part) => part.kind === 'file') };
    }
    if (!isDirectory(staged)) return keptAt(staged) ?? { kind: 'absent', path, why: 'not-found' };
    const id = createHash('sha256').update(`${key}\n${path}`).digest('hex');
    const keptIn = keptDirectory(staged, keptAt);
    return { kind: 'directory', path, id, ...(keptIn === undefined ? {} : { keptIn }) };
  };
  const list = (directory: Extract<Found, { kind: 'directory' }>): Directory => {
    if (!isOwn(directory.path)) return files.list(directory);
    const staged = stagedAt(directory.path);
    if (staged === undefined || !isDirectory(staged)) return new Map();
    const entries = staged.kind === 'directory' ? staged.entries : entriesOfLink(staged, sources);
    return new Map(
      [...entries].flatMap(([name]): readonly (readonly [string, TreeEntry])[] => {
        const found = find(joinPath(directory.path, name) ?? name);
        if (found.kind === 'file' || found.kind === 'directory') return [[name, { kind: found.kind, id: found.id }]];
        const isOfOthers = found.kind === 'submodule' || found.why === 'included';
        return isOfOthers ? [[name, { kind: 'submodule', id: '' }]] : [];
      }),
    );
  };
  return {
    find,
    list,
    peek: list,
    read: (file) => {
      const all = file.id.startsWith('made ') ? once() : undefined;
      const bytes = all?.kind === 'composed' ? all.made.get(file.id) : undefined;
      return bytes === undefined ? files.read(file) : { kind: 'bytes', bytes };
    },
    keeps: files.keeps,
    memory: files.memory,
    // What the artifact is put together of is part of what a computation reads: each reads it for itself.
    once: (kind, inner, compute) =>
      files.once(kind, `${key}\n${inner}`, (own) => compute(composedFiles(own, composition, leavesOut))),
  };
}

function sourcesOf(files: Files, { sources }: Composition): ReadonlyMap<string, SourceFiles> {
  return new Map(
    sources.map(([alias, { content, at }]) => [alias, new SourceFiles(contentFiles(files, content), at)] as const),
  );
}

function walk(
  root: Staged,
  segments: readonly string[],
  sources: ReadonlyMap<string, SourceFiles>,
): Staged | undefined {
  let at: Staged | undefined = root;
  for (const segment of segments) {
    if (at === undefined || !isDirectory(at)) return undefined;
    at = at.kind === 'directory' ? at.entries.get(segment) : linkedAt(at, segment, sources);
  }
  return at;
}

/** Looks for one name alone, so that what stands beside it is not read. */
function linkedAt(
  { at, leavesOut }: Extract<Staged, { kind: 'linked' }>,
  name: string,
  sources: ReadonlyMap<string, SourceFiles>,
): Staged | undefined {
  const place = { alias: at.alias, path: at.path === '' ? name : `${at.path}/${name}` };
  if (isExcluded(leavesOut, place.path)) return undefined;
  const found = sources.get(place.alias)?.find(place.path);
  if (found?.kind === 'directory') return { kind: 'linked', at: place, leavesOut };
  if (found?.kind === 'file') return { kind: 'file', at: place };
  return found === undefined || (found.kind === 'absent' && found.why === 'not-found')
    ? undefined
    : { kind: 'other', at: place };
}

function absentAt(path: string, parent: Staged | undefined): Found {
  return { kind: 'absent', path, why: parent !== undefined && !isDirectory(parent) ? 'not-a-directory' : 'not-found' };
}

/** What speaks for a directory in which several are joined. */
const SPEAKING: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization', 'Chart.yaml'];

/** @returns where a directory is kept: one in which several are joined, where what speaks for it is */
function keptDirectory(staged: Staged, keptAt: (staged: Staged) => Found | undefined): string | undefined {
  if (staged.kind !== 'directory') return keptAt(staged)?.path;
  for (const name of SPEAKING) {
    const speaking = staged.entries.get(name);
    const found = speaking === undefined ? undefined : keptAt(speaking);
    if (found?.kind === 'file') return dirname(found.path);
  }
  const { first } = staged;
  return first && keptAt({ kind: 'linked', at: first, leavesOut: { patterns: [], from: '' } })?.path;
}

function madeIn(root: Staged): ReadonlyMap<string, Uint8Array> {
  const made = new Map<string, Uint8Array>();
  const waiting = [root];
  for (const staged of waiting) {
    if (staged.kind === 'made') made.set(staged.file.id, staged.file.bytes);
    if (staged.kind === 'directory') waiting.push(...staged.entries.values());
  }
  return made;
}

function weightOf(composed: Composed): number {
  if (composed.kind !== 'composed') return 1;
  let weight = 1;
  for (const bytes of composed.made.values()) weight += 1 + Math.ceil(bytes.length / 1024);
  const waiting = [composed.root];
  for (const staged of waiting) {
    weight += 1;
    if (staged.kind === 'directory') waiting.push(...staged.entries.values());
  }
  return weight;
}
