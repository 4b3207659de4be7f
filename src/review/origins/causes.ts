import { structuredPatch } from 'diff/lib/patch/create.js';
import { chainOf, type InventoryObject, linksOf, type Root, wayInto } from '../../flux/roots/inventory.ts';
import type { FileLine } from '../../kustomize/model/origin.ts';
import type { ChangedPath } from '../../tree/files/changed-paths.ts';
import { isMounted, shownPath, splitMounted } from '../../tree/sources/mount.ts';
import type { SourceTable } from '../../tree/sources/source-table.ts';
import { lineOf } from '../../yaml/node/node.ts';
import type { ReviewPlace } from '../contract/reference.ts';
import { wayToFile } from './reference-ways.ts';
import { usedVariables } from './used-variables.ts';

export type Side = 'before' | 'after';

/** Gives a file's text on a side; `undefined` where it is not there or no text. */
export type ReadText = (path: string, side: Side) => string | undefined;

/** Tells at which lines of a chain the pull request itself has set its hand. */
export class Causes {
  readonly #paths: ReadonlySet<string>;
  readonly #readText: ReadText;
  readonly #sources: SourceTable | undefined;
  readonly #ways = new Map<Root, Map<string, readonly FileLine[] | undefined>>();
  readonly #lines = new Map<string, Readonly<Record<Side, ReadonlySet<number>>>>();

  /** @param sources what was resolved of what the repository refers to elsewhere */
  constructor(changed: readonly ChangedPath[], readText: ReadText, sources?: SourceTable) {
    this.#paths = new Set(changed.map(({ path }) => path));
    this.#readText = readText;
    this.#sources = sources;
  }

  /** @returns whether the pull request changes a file. */
  touches(path: string): boolean {
    return this.#paths.has(path);
  }

  /**
   * @param chain the references to an object, or to the line of it that changes
   * @returns the chain with its changed lines marked; where none of them is changed, it ends at what else the object's
   *   root has read and the pull request has edited: a patch, a file of a generator, the source of a variable
   */
  marked(chain: readonly FileLine[], object: InventoryObject, side: Side): ReviewPlace[] {
    const places = chain.map((place) => this.placed(place, side));
    if (places.some(({ changed }) => changed === true)) return places;
    // A manifest that is new or gone may begin with a line that another one has, too.
    const own = places.at(-1);
    if (own !== undefined && this.#paths.has(own.path) && own.path === object.resource.trail.origin.path) {
      return [...places.slice(0, -1), { ...own, changed: true }];
    }
    const beside = this.#causeBeside(object);
    const cause =
      beside === undefined ? this.#ownVariable(object, side) : { path: beside, line: this.#firstLine(beside, side) };
    if (cause === undefined) return places;
    const way = this.wayTo(cause.path, object, side);
    return [...way.map((place) => this.#shown(place, false)), this.#shown(cause, true)];
  }

  /** @returns a line as the review shows it, marked where the pull request changes it */
  placed(place: FileLine, side: Side): ReviewPlace {
    return this.#shown(place, this.#isChanged(place, side));
  }

  #shown({ path, line }: FileLine, isChanged: boolean): ReviewPlace {
    return {
      path,
      ...(line === undefined ? {} : { line }),
      ...(isMounted(path) ? { source: this.#sourceOf(path) } : {}),
      ...(isChanged ? { changed: true as const } : {}),
    };
  }

  #sourceOf(path: string): ReviewPlace['source'] {
    const { mount, key } = splitMounted(path);
    const resolution = this.#sources?.resolutions.get(key);
    if (resolution === undefined || !('revision' in resolution)) return undefined;
    return { url: shownPath(mount), revision: resolution.revision };
  }

  #isChanged({ path, line }: FileLine, side: Side): boolean {
    if (!this.#paths.has(path)) return false;
    return line === undefined || this.#linesOf(path)[side].has(line);
  }

  /** The nearest first: what its variables come from, then files beside its way, then whatever its root has read. */
  #causeBeside({ resource, root }: InventoryObject): string | undefined {
    const sources = root.variablesFrom.map(({ trail }) => trail.origin.path);
    const directories = [...directoriesOf(resource), root.directory];
    const read = [...root.reads.keys()].filter((path) => this.#paths.has(path));
    const rank = (path: string) => directories.findLastIndex((directory) => path.startsWith(`${directory}/`));
    const nearest = read.sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
    const order = resource.trail.origin.generated ? [...nearest, ...sources] : [...sources, ...nearest];
    return order.find((path) => this.#paths.has(path));
  }

  /** Where the FluxKustomization itself sets a variable otherwise that the object uses. */
  #ownVariable(object: InventoryObject, side: Side): FileLine | undefined {
    const flux = object.root.flux?.resource;
    const path = flux?.trail.origin.path;
    if (flux === undefined || path === undefined || !this.#paths.has(path)) return undefined;
    // What a patch sets stands in another file.
    const own = [...usedVariables(object).values()].filter(
      ({ resource, node }) => resource === flux && node.place?.source === flux.node.place?.source,
    );
    const line = own
      .map(({ node }) => lineOf(node))
      .find((each) => each !== undefined && this.#linesOf(path)[side].has(each));
    return line === undefined ? undefined : { path, line };
  }

  /** @returns the references to a file that contributes to an object, as far as they are known */
  wayTo(file: string, { resource, root }: InventoryObject, side: Side): readonly FileLine[] {
    // A FluxKustomization patches what it builds: that stands where it is itself written.
    if (root.chain.at(-1)?.path === file) return root.chain.slice(0, -1);
    const source = root.variablesFrom.find(({ trail }) => trail.origin.path === file);
    if (source !== undefined) return root.chain;
    const way = this.#wayThrough(root, file, side);
    if (way !== undefined) return [...wayInto(root), ...way];
    const directories = directoriesOf(resource);
    const last = directories.findLastIndex((directory) => file.startsWith(`${directory}/`));
    return [...wayInto(root), ...linksOf(resource).slice(0, Math.max(0, last))];
  }

  /** Many objects of a root change by one file. */
  #wayThrough(root: Root, file: string, side: Side): readonly FileLine[] | undefined {
    const known = this.#ways.get(root) ?? new Map<string, readonly FileLine[] | undefined>();
    this.#ways.set(root, known);
    const key = `${side} ${file}`;
    if (!known.has(key))
      known.set(
        key,
        wayToFile(file, root, (path) => this.#readText(path, side)),
      );
    return known.get(key);
  }

  #firstLine(path: string, side: Side): number | undefined {
    const [first] = [...this.#linesOf(path)[side]].sort((a, b) => a - b);
    return first;
  }

  /** The changed lines of a file; a line that only one side has counts there. */
  #linesOf(path: string): Readonly<Record<Side, ReadonlySet<number>>> {
    const known = this.#lines.get(path);
    if (known !== undefined) return known;
    const [oldText, newText] = [this.#readText(path, 'before') ?? '', this.#readText(path, 'after') ?? ''];
    const before = new Set<number>();
    const after = new Set<number>();
    const patch = structuredPatch('', '', oldText, newText, '', '', { context: 0, maxEditLength: 1_000 });
    // So many edits that telling them apart is not worth the time: all of it has changed.
    const whole = { oldStart: 1, newStart: 1, oldLines: lineCount(oldText), newLines: lineCount(newText) };
    for (const hunk of patch?.hunks ?? [whole]) {
      for (let line = 0; line < hunk.oldLines; line++) before.add(hunk.oldStart + line);
      for (let line = 0; line < hunk.newLines; line++) after.add(hunk.newStart + line);
    }
    const lines = { before, after };
    this.#lines.set(path, lines);
    return lines;
  }
}

/** @returns an object's chain as the review shows it. */
export function chainTo(object: InventoryObject, side: Side, causes: Causes): ReviewPlace[] {
  return causes.marked(chainOf(object), object, side);
}

function lineCount(text: string): number {
  return text.split('\n').length;
}

function directoriesOf(resource: InventoryObject['resource']): readonly string[] {
  const directories: string[] = [];
  for (let link = resource.trail.via; link !== undefined; link = link.next) directories.push(link.directory);
  return directories;
}
