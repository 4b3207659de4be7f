import { type Exclusion, isExcluded } from './exclusion.ts';
import { CopyFailure } from './not-composed.ts';
import type { SourceFiles } from './source-files.ts';

/** Something in a source. */
export interface Place {
  readonly alias: string;
  readonly path: string;
}

/** A file that no source holds as it is. */
export interface MadeFile {
  readonly bytes: Uint8Array;
  /** What it is made of. */
  readonly of: readonly Place[];
  /** Equal only for the same content. */
  readonly id: string;
}

/** What stands at a path of an artifact that is put together. */
export type Staged =
  | { readonly kind: 'file'; readonly at: Place }
  | { readonly kind: 'made'; readonly file: MadeFile }
  /** All that is in a directory of a source, but what is left out: opened only where something else joins it. */
  | { readonly kind: 'linked'; readonly at: Place; readonly leavesOut: Exclusion }
  /** What a source holds of another repository. */
  | { readonly kind: 'other'; readonly at: Place }
  | StagedDirectory;

export interface StagedDirectory {
  readonly kind: 'directory';
  readonly entries: Map<string, Staged>;
  /** The first directory whose content was put there. */
  first: Place | undefined;
}

type Linked = Extract<Staged, { kind: 'linked' }>;
type Directory = Linked | StagedDirectory;

/** Files and directories as copies put them, one after another: a directory that nothing else joins is never opened. */
export class Staging {
  #root: Directory = emptyDirectory();
  readonly #sources: ReadonlyMap<string, SourceFiles>;

  /** @param sources by their alias */
  constructor(sources: ReadonlyMap<string, SourceFiles>) {
    this.#sources = sources;
  }

  get root(): Directory {
    return this.#root;
  }

  /** @returns what stands at a path so far */
  find(segments: readonly string[]): Staged | undefined {
    let at: Staged | undefined = this.#root;
    for (const segment of segments) {
      if (at === undefined || !isDirectory(at)) return undefined;
      at = this.#entriesOf(at).get(segment);
    }
    return at;
  }

  /** @throws CopyFailure where a file stands in its way, or a directory in its place */
  put(segments: readonly string[], file: Staged): void {
    const name = segments.at(-1);
    const directory = this.#directory(segments.slice(0, -1));
    const there = name === undefined ? directory : directory.entries.get(name);
    if (name === undefined || (there !== undefined && isDirectory(there))) {
      throw new CopyFailure(`open ${segments.join('/') || '.'}: is a directory`);
    }
    directory.entries.set(name, file);
  }

  /** @throws CopyFailure where a file stands in its way, or in its place */
  makeDirectory(segments: readonly string[]): void {
    this.#directory(segments);
  }

  /**
   * Puts all that is in a directory of a source into one of the artifact.
   *
   * @throws CopyFailure where files stand in the place of directories, or the other way round
   */
  putDirectory(segments: readonly string[], link: Linked): void {
    const name = segments.at(-1);
    if (name === undefined) {
      const joined = this.#joined(this.#root, link, '.');
      if (isDirectory(joined)) this.#root = joined;
      return;
    }
    const directory = this.#directory(segments.slice(0, -1));
    directory.entries.set(name, this.#joined(directory.entries.get(name), link, segments.join('/')));
  }

  /** @throws CopyFailure where a file stands in its way */
  #directory(segments: readonly string[]): StagedDirectory {
    let at = this.#opened(this.#root);
    this.#root = at;
    for (const [index, segment] of segments.entries()) {
      const next = at.entries.get(segment) ?? emptyDirectory();
      if (!isDirectory(next)) {
        throw new CopyFailure(
          `failed to create destination directory: ${segments.slice(0, index + 1).join('/')}: not a directory`,
        );
      }
      const opened = this.#opened(next);
      at.entries.set(segment, opened);
      at = opened;
    }
    return at;
  }

  #joined(there: Staged | undefined, link: Linked, shown: string): Staged {
    if (there === undefined || isEmpty(there)) return link;
    const added = this.#entriesOf(link);
    if (!isDirectory(there)) {
      if (added.size === 0) return there;
      throw new CopyFailure(`${shown}: not a directory`);
    }
    const opened = this.#opened(there);
    opened.first ??= link.at;
    for (const [name, entry] of added) {
      const known = opened.entries.get(name);
      const path = `${shown === '.' ? '' : `${shown}/`}${name}`;
      if (entry.kind === 'linked') opened.entries.set(name, this.#joined(known, entry, path));
      else if (known === undefined || !isDirectory(known)) opened.entries.set(name, entry);
      else throw new CopyFailure(`open ${path}: is a directory`);
    }
    return opened;
  }

  #opened(directory: Directory): StagedDirectory {
    if (directory.kind === 'directory') return directory;
    return { kind: 'directory', entries: new Map(this.#entriesOf(directory)), first: directory.at };
  }

  #entriesOf(directory: Directory): ReadonlyMap<string, Staged> {
    return directory.kind === 'directory' ? directory.entries : entriesOfLink(directory, this.#sources);
  }
}

/** @returns what is in a directory of a source, but what is left out */
export function entriesOfLink(
  { at, leavesOut }: Linked,
  sources: ReadonlyMap<string, SourceFiles>,
): ReadonlyMap<string, Staged> {
  const entries = new Map<string, Staged>();
  for (const { name, kind } of sources.get(at.alias)?.list(at.path) ?? []) {
    const place = { alias: at.alias, path: at.path === '' ? name : `${at.path}/${name}` };
    if (isExcluded(leavesOut, place.path)) continue;
    entries.set(name, kind === 'directory' ? { kind: 'linked', at: place, leavesOut } : { kind, at: place });
  }
  return entries;
}

/** @returns whether other things stand in it */
export function isDirectory(staged: Staged): staged is Directory {
  return staged.kind === 'linked' || staged.kind === 'directory';
}

function isEmpty(staged: Staged): boolean {
  return staged.kind === 'directory' && staged.entries.size === 0;
}

function emptyDirectory(): StagedDirectory {
  return { kind: 'directory', entries: new Map(), first: undefined };
}
