import { createHash } from 'node:crypto';
import { joinPath } from '../../tree/objects/paths.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { BuildError, type BuildProblem, type Gap } from '../model/problem.ts';
import type { ResourcePool } from '../model/resource-pool.ts';
import type { Loader } from '../read/loader.ts';
import type { Step } from './step.ts';

/** What of the objects at hand is not known: whether there are more of them; or anything about them. */
export type Extent = 'nothing' | 'objects' | 'anything';

/** What a build goes on without, since only what reads it here cannot get it: kustomize would fetch it. */
export class Gaps {
  readonly #loader: Loader;
  readonly #found: { readonly problem: BuildProblem; readonly extent: Extent }[] = [];
  readonly #treatments = new Set<string>();
  #extent: Extent = 'nothing';

  constructor(loader: Loader) {
    this.#loader = loader;
  }

  /** How many there are so far. */
  get count(): number {
    return this.#found.length;
  }

  /** @returns each once, with all that is done to what is left out. */
  get all(): readonly Gap[] {
    const treatment = createHash('sha256')
      .update(JSON.stringify([...this.#treatments].sort()))
      .digest('hex')
      .slice(0, 16);
    const each = new Map(
      this.#found.map(({ problem }) => [JSON.stringify([problem.code, problem.message, problem.path]), problem]),
    );
    return [...each.values()].map((problem) => ({ ...problem, treatment }));
  }

  /** @returns what is not known of objects because of the gaps that came up behind the first ones. */
  since(count: number): Extent {
    return this.#found.slice(count).reduce<Extent>((extent, each) => widest(extent, each.extent), 'nothing');
  }

  /** Works on objects of which something may not be known. */
  within<T>(extent: Extent, work: () => T): T {
    const outer = this.#extent;
    this.#extent = extent;
    try {
      return work();
    } finally {
      this.#extent = outer;
    }
  }

  /**
   * Reads what may be elsewhere.
   *
   * @param hides what is not known of all objects, where it is
   * @returns `undefined` where it is elsewhere, which is a gap from now on
   */
  unlessElsewhere<T>(hides: Extent, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof BuildError) || error.problem.code !== 'remote-base') throw error;
      this.#add(error.problem, hides);
      return undefined;
    }
  }

  /**
   * Refuses what names an object that is not there.
   *
   * @param by what names it: what would be done to it
   * @throws BuildError the one that is given, unless the object may be among those that are not known
   */
  refuseMissing(error: BuildError, by: Node): void {
    if (this.#extent === 'nothing') throw error;
    this.#add(mayBeHidden(error.problem), 'objects');
    this.#treat(error.problem.path ?? '', error.problem.code, by);
  }

  /**
   * Carries out a change, of which it may only be known once all is fetched whether it fails, or what it does.
   *
   * @param pool the objects, where it changes single ones
   * @param otherwise what there is where it is left out
   */
  carryOut<T>({ source }: Step, pool: ResourcePool | undefined, apply: () => T, otherwise: T): T {
    const changes = pool?.changes ?? 0;
    const treat = () => this.#treat(source.scope.path, source.kind, source.node, source.scope.directory);
    try {
      const result = apply();
      const isMet = AIMED.has(source.kind) && hasOneTarget(source.node) && (pool?.changes ?? 0) > changes;
      if (this.#extent !== 'nothing' && !isMet) treat();
      return result;
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      const isElsewhere = error.problem.code === 'remote-base';
      if (!isElsewhere && this.#extent !== 'anything') throw error;
      this.#add(isElsewhere ? error.problem : mayBeHidden(error.problem), 'anything');
      treat();
      return otherwise;
    }
  }

  /**
   * Leaves out objects that something else makes.
   *
   * @param by what asks for them
   * @param files of the repository that they are made of: whoever changes them changes what is left out
   */
  leaveOut(problem: BuildProblem, by: Node, files: readonly string[]): void {
    this.#add(problem, 'objects');
    const ids = files.map((path) => this.#idAt(path));
    this.#treatments.add(JSON.stringify([problem.path, problem.code, textOf(by), ...ids]));
  }

  /** Takes on those of a part of the build. */
  include(part: Gaps): void {
    this.#found.push(...part.#found);
    for (const treatment of part.#treatments) this.#treatments.add(treatment);
  }

  #add(problem: BuildProblem, extent: Extent): void {
    this.#found.push({ problem, extent });
    this.#extent = widest(this.#extent, extent);
  }

  #treat(path: string, kind: string, node: Node | undefined, directory?: string): void {
    const files = directory === undefined ? [] : filesIn(node).map((file) => this.#idOf(directory, file));
    this.#treatments.add(JSON.stringify([path, kind, node === undefined ? '' : textOf(node), ...files]));
  }

  #idOf(directory: string, file: string): string {
    const path = joinPath(directory, file);
    return path === undefined ? '' : this.#idAt(path);
  }

  #idAt(path: string): string {
    const found = this.#loader.files.find(path);
    return found.kind === 'file' || found.kind === 'directory' ? found.id : '';
  }
}

/** @returns which of two extents leaves less to be known. */
export function widest(a: Extent, b: Extent): Extent {
  if (a === 'anything' || b === 'anything') return 'anything';
  return a === 'objects' || b === 'objects' ? 'objects' : 'nothing';
}

/** What could be wrong is only wrong if what is not known does not settle it. */
function mayBeHidden({ fix: _fix, ...problem }: BuildProblem): BuildProblem {
  return { ...problem, message: `${problem.message}, unless what is not fetched here has it` };
}

/** What is meant for one object, and has found it, does nothing to others. */
const AIMED = new Set([
  'PatchTransformer',
  'PatchStrategicMergeTransformer',
  'PatchJson6902Transformer',
  'ReplicaCountTransformer',
]);

function hasOneTarget(entry: Node | undefined): boolean {
  const target = entry instanceof Mapping ? entry.get('target') : undefined;
  if (target === undefined) return true;
  if (!(target instanceof Mapping)) return false;
  return ['kind', 'name'].every((field) => {
    const value = target.get(field);
    return value instanceof Scalar && /^[A-Za-z0-9.-]+$/.test(value.text) && value.text !== '.';
  });
}

/** @returns the files that an entry may name: its own text, or what stands under `path` or `paths`. */
function filesIn(entry: Node | undefined): readonly string[] {
  const named = entry instanceof Mapping ? [entry.get('path'), entry.get('paths')] : [entry];
  return named
    .flatMap((node): readonly (Node | undefined)[] => (node instanceof Sequence ? node.items : [node]))
    .flatMap((node) => (node instanceof Scalar && !node.text.includes('\n') ? [node.text] : []));
}

/** What a node says, however it is written. */
function textOf(node: Node): string {
  if (node instanceof Scalar) return JSON.stringify([node.tag, node.text]);
  if (node instanceof Sequence) return `[${node.items.map(textOf).join()}]`;
  return `{${[...node.entries].map(([key, value]) => `${JSON.stringify(key)}:${textOf(value)}`).join()}}`;
}
