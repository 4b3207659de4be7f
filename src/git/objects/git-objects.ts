import { Needs } from '../../tree/objects/needs.ts';
import { basename } from '../../tree/objects/paths.ts';
import type { ObjectId, ObjectStore } from '../../tree/objects/repo-tree.ts';
import { GitError } from '../process/git-error.ts';
import { deriveDirectories } from './derive-directories.ts';
import { type HeldObject, type ObjectCache, objectCache } from './object-cache.ts';
import { ObjectLoader, type ReadCounters } from './object-loader.ts';
import { defaultPrefetch, type Prefetch, worthPrefetching } from './prefetch.ts';
import { TreeDifferences } from './tree-differences.ts';

/** One run's objects: what it has read or fetched stays until the session is dropped, whatever the cache evicts. */
export interface ObjectSession {
  readonly objects: ObjectStore;
  /** Brings objects, so that `objects` gives them; what is not in the repository is then `missing`. */
  readonly fetch: (ids: ReadonlySet<ObjectId>) => Promise<void>;
  /**
   * Brings what a tree has that another has not, in one go, where the other is at hand: a saving, and no more. What it
   * does not bring is read when it is needed.
   */
  readonly follow: (before: ObjectId, after: ObjectId) => Promise<void>;
}

export interface GitObjectsOptions {
  /** Shared by everything that reads the same repository. */
  readonly cache?: ObjectCache;
  readonly prefetch?: Prefetch;
  /** In bytes; 10 MiB by default. */
  readonly largestBlob?: number;
}

const LARGEST_BLOB = 10 * 1024 * 1024;

/** A repository's objects, read by one long-lived git and kept in one cache. */
export class GitObjects {
  readonly #loader: ObjectLoader;
  readonly #differences: TreeDifferences;
  readonly #cache: ObjectCache;
  readonly #prefetch: Prefetch;
  readonly #largestBlob: number;

  /** @param gitDirectory absolute path of a git directory without a configuration of others */
  constructor(gitDirectory: string, options: GitObjectsOptions = {}) {
    this.#loader = new ObjectLoader(gitDirectory);
    this.#differences = new TreeDifferences(gitDirectory);
    this.#cache = options.cache ?? objectCache();
    this.#prefetch = options.prefetch ?? defaultPrefetch;
    this.#largestBlob = options.largestBlob ?? LARGEST_BLOB;
  }

  get counters(): ReadCounters {
    const { rounds, objects, bytes } = this.#loader.counters;
    return { rounds, objects, bytes: bytes + this.#differences.bytes };
  }

  session(): ObjectSession {
    const held = new Map<ObjectId, HeldObject>();
    return {
      objects: sessionStore(held, this.#cache),
      fetch: async (ids) => {
        for (const [id, object] of await this.read([...ids])) held.set(id, object);
      },
      follow: (before, after) => this.#follow(before, after),
    };
  }

  /**
   * @returns each object, from the cache or from git; what a directory is likely to be followed by is cached with it
   * @throws GitError
   */
  async read(ids: readonly ObjectId[]): Promise<ReadonlyMap<ObjectId, HeldObject>> {
    const known = new Map(ids.flatMap((id) => pairIn(this.#cache, id)));
    const unknown = ids.filter((id) => !known.has(id));
    const loaded = await this.#load(unknown, this.#largestBlob);
    // Nobody has asked for what is below: that it can't be read is said when somebody does.
    await this.#loadBelow(loaded).catch(() => undefined);
    return new Map([...known, ...loaded]);
  }

  /** Sessions keep what they have. */
  async forget(): Promise<void> {
    this.#cache.clear();
    await Promise.all([this.#loader.restart(), this.#differences.close()]);
  }

  /** Finds objects in directories that the repository reads only since now; what was read stays. */
  reopen(): Promise<void> {
    return this.#loader.restart();
  }

  async close(): Promise<void> {
    await Promise.all([this.#loader.close(), this.#differences.close()]);
  }

  async #follow(before: ObjectId, after: ObjectId): Promise<void> {
    if (this.#cache.has(after) || !this.#cache.has(before)) return;
    const differences = await this.#differences.between(before, after);
    const derived = deriveDirectories({ before, after }, differences, (id) => {
      const held = this.#cache.get(id);
      return held?.kind === 'directory' ? held.directory : undefined;
    });
    for (const [id, directory] of derived) this.#cache.set(id, { kind: 'directory', ...directory });
    const come = differences.flatMap(({ path, after: entry }) => (entry ? [[basename(path), entry] as const] : []));
    const wanted = worthPrefetching([come]).filter((id) => !this.#cache.has(id));
    await this.#load(wanted.slice(0, this.#prefetch.objects), this.#prefetch.blob).catch(() => undefined);
  }

  async #loadBelow(loaded: ReadonlyMap<ObjectId, HeldObject>): Promise<void> {
    let objects = Math.max(this.#prefetch.objects, this.#prefetch.objectsEach * loaded.size);
    let { bytes } = this.#prefetch;
    let level = loaded;
    for (let below = 0; below < this.#prefetch.levels && objects > 0 && bytes > 0; below += 1) {
      const directories = [...level.values()].flatMap((held) => (held.kind === 'directory' ? [held.directory] : []));
      const wanted = worthPrefetching(directories)
        .filter((id) => !this.#cache.has(id))
        .slice(0, objects);
      if (wanted.length === 0) return;
      level = await this.#load(wanted, this.#prefetch.blob);
      objects -= level.size;
      for (const held of level.values()) bytes -= held.size;
    }
  }

  async #load(ids: readonly ObjectId[], largestBlob: number): Promise<ReadonlyMap<ObjectId, HeldObject>> {
    if (ids.length === 0) return new Map();
    const loaded = await this.#loader.load(ids, largestBlob);
    for (const [id, held] of loaded) if (isCacheable(held, largestBlob >= this.#largestBlob)) this.#cache.set(id, held);
    return loaded;
  }
}

/** "Too large to prefetch" must not be remembered as "too large". */
function isCacheable(held: HeldObject, isWhole: boolean): boolean {
  if (held.kind === 'missing' || held.kind === 'broken') return false;
  return isWhole || held.kind !== 'blob' || held.blob.kind === 'bytes';
}

function pairIn(cache: ObjectCache, id: ObjectId): readonly (readonly [ObjectId, HeldObject])[] {
  const held = cache.get(id);
  return held === undefined ? [] : [[id, held]];
}

function sessionStore(held: Map<ObjectId, HeldObject>, cache: ObjectCache): ObjectStore {
  const open = (id: ObjectId): HeldObject => {
    const object = held.get(id) ?? cache.get(id);
    if (object === undefined) throw new Needs([id]);
    held.set(id, object);
    if (object.kind === 'broken') throw object.error;
    return object;
  };
  return {
    directory: (id) => {
      const object = open(id);
      if (object.kind === 'directory') return object.directory;
      if (object.kind !== 'missing') throw new GitError('not-a-tree', `the object ${id} is not a directory`);
      throw new GitError('missing-object', `the directory ${id} is not in this clone: it is partial or damaged`);
    },
    blob: (id) => {
      const object = open(id);
      return object.kind === 'blob' ? object.blob : { kind: 'missing' };
    },
  };
}
