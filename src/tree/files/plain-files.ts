import { Buffer } from 'node:buffer';
import { Memory } from '../../memo/memory.ts';
import { decodeEntryName } from '../objects/entry-name.ts';
import { segmentsOf } from '../objects/paths.ts';
import type { ObjectId, RepoTree, TreeEntry } from '../objects/repo-tree.ts';
import { isMounted, splitMounted } from '../sources/mount.ts';
import { isClone } from '../sources/source-ref.ts';
import type { Absence, Files, Found } from './files.ts';
import { computed } from './recording-files.ts';

/** As many links as Go's `filepath.EvalSymlinks` follows, which is how kustomize sees its files. */
const MOST_LINKS = 255;

interface Place {
  readonly name: string;
  readonly id: ObjectId;
}

/**
 * A tree's own files.
 *
 * @param options `absent`: symbolic links are not there, as in the archive that Flux makes of a repository;
 *   `follow`: links that stay inside the tree lead where they point, wherever in a path they stand, as for kustomize
 * @param memory of the repository; a private one where it is not given
 * @returns files whose every read may throw Needs
 */
export function plainFiles(
  tree: RepoTree,
  options: { readonly symlinks: 'absent' | 'follow' },
  memory = new Memory(),
): Files {
  const files: Files = {
    find: (path) => {
      if (isMounted(path)) return findMounted(tree, path);
      return new Walk(tree, options.symlinks === 'follow').find(path);
    },
    list: (directory) => tree.objects.directory(directory.id),
    peek: (directory) => tree.objects.directory(directory.id),
    read: (file) => tree.objects.blob(file.id),
    keeps: false,
    memory,
    once: (_kind, _key, compute) => computed(files, compute),
  };
  return files;
}

function findMounted({ sources, objects }: RepoTree, path: string): Found {
  const { mount, key, below } = splitMounted(path);
  const resolution = sources?.resolutions.get(key);
  if (resolution === undefined)
    return { kind: 'absent', path, why: sources === undefined ? 'elsewhere' : 'not-fetched' };
  if (resolution.kind === 'present') return { kind: 'absent', path, why: 'elsewhere' };
  if (resolution.kind === 'unavailable') return { kind: 'absent', path, why: 'elsewhere', unavailable: resolution };
  const { kind, id, revision, lacking } = resolution;
  if (kind === 'file') {
    return below === '' ? { kind, path, id, revision } : { kind: 'absent', path, why: 'not-a-directory' };
  }
  const found = new Walk({ id, objects }, isClone(key)).find(below);
  if (found.path === '' && found.kind === 'directory') return { ...found, path: mount, revision };
  const there = { ...found, path: `${mount}/${found.path}` };
  return there.kind === 'submodule' ? { ...there, lack: lacking } : there;
}

/** One look-up: where it stands, and what is still to be walked. */
class Walk {
  readonly #tree: RepoTree;
  readonly #follow: boolean;
  readonly #stack: Place[] = [];
  #todo: string[] = [];
  #links = 0;

  constructor(tree: RepoTree, follow: boolean) {
    this.#tree = tree;
    this.#follow = follow;
  }

  find(path: string): Found {
    this.#todo = [...segmentsOf(path)];
    for (let segment = this.#todo.shift(); segment !== undefined; segment = this.#todo.shift()) {
      const end = this.#step(segment);
      if (end !== undefined) return end;
    }
    return { kind: 'directory', path: this.#path(), id: this.#here() };
  }

  /** @returns where the walk ends, or undefined where it goes on */
  #step(segment: string): Found | undefined {
    if (segment === '' || segment === '.') return undefined;
    if (segment === '..') {
      // Only a link's target holds these: the caller's path is normalised.
      return this.#stack.pop() === undefined ? this.#absent('..', 'symlink-outside') : undefined;
    }
    const entry = this.#tree.objects.directory(this.#here()).get(segment);
    if (entry === undefined) return this.#absent(segment, 'not-found');
    if (entry.kind === 'symlink') return this.#enterLink(segment, entry);
    if (entry.kind === 'submodule') return { kind: 'submodule', path: this.#path(segment) };
    if (entry.kind === 'directory') {
      this.#stack.push({ name: segment, id: entry.id });
      return undefined;
    }
    if (this.#todo.length > 0) return this.#absent(segment, 'not-a-directory');
    return { kind: 'file', path: this.#path(segment), id: entry.id };
  }

  #enterLink(segment: string, entry: TreeEntry): Found | undefined {
    if (!this.#follow) return this.#absent(segment, 'symlink');
    this.#links += 1;
    if (this.#links > MOST_LINKS) return this.#absent(segment, 'symlink-loop');
    const blob = this.#tree.objects.blob(entry.id);
    if (blob.kind !== 'bytes') return this.#absent(segment, 'symlink');
    const target = decodeEntryName(Buffer.from(blob.bytes));
    if (target.startsWith('/')) return this.#absent(segment, 'symlink-outside');
    if (target === '') return this.#absent(segment, 'not-found');
    this.#todo = [...target.split('/'), ...this.#todo];
    return undefined;
  }

  #here(): ObjectId {
    return this.#stack.at(-1)?.id ?? this.#tree.id;
  }

  #path(...more: readonly string[]): string {
    return [...this.#stack.map((place) => place.name), ...more].join('/');
  }

  /** The path that is not there: what was reached, the segment that failed, and what would have followed. */
  #absent(segment: string, why: Absence): Found {
    return { kind: 'absent', path: this.#path(segment, ...this.#todo), why };
  }
}
