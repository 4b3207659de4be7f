import { Minimatch } from 'minimatch';
import type { IgnoreConfig } from '../../config/config.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { Mapping, type Node } from '../../yaml/node/node.ts';
import type { Segment } from '../contract/field-change.ts';
import type { NodeChange } from '../diff/field-changes.ts';
import { hasMoved, type SortedPairs } from './sort-pairs.ts';

/** What is left of a comparison, and how many objects and fields were taken out of it. */
interface Heeded {
  readonly sorted: SortedPairs;
  readonly ignored: number;
}

/**
 * Takes out what the configuration ignores: objects, and fields of them. An object of which nothing is left that changes
 * is unchanged, or moved.
 *
 * @param cluster its name
 */
export function withoutIgnored(sorted: SortedPairs, config: readonly IgnoreConfig[], cluster: string): Heeded {
  const entries = config.filter((entry) => fits(entry.cluster, cluster)).map(compile);
  if (entries.length === 0) return { sorted, ignored: 0 };
  let ignored = 0;
  const keep = (object: InventoryObject): boolean => {
    const isIgnored = entries.some((entry) => entry.fields.length === 0 && entry.isFor(object));
    if (isIgnored) ignored += 1;
    return !isIgnored;
  };
  const moved = sorted.moved.filter(({ after }) => keep(after));
  const changed = sorted.changed.flatMap((change) => {
    if (!keep(change.after)) return [];
    const fields = entries.filter((entry) => entry.isFor(change.after)).flatMap((entry) => entry.fields);
    const changes = change.changes.filter((each) => !isIgnored(each, fields));
    ignored += change.changes.length - changes.length;
    if (changes.length > 0) return [{ ...change, changes }];
    if (hasMoved(change)) moved.push(change);
    return [];
  });
  const rest = { gained: sorted.gained.filter(keep), lost: sorted.lost.filter(keep) };
  return { sorted: { ...sorted, ...rest, changed, moved }, ignored };
}

interface Entry {
  readonly isFor: (object: InventoryObject) => boolean;
  readonly fields: readonly ((path: string) => boolean)[];
}

function compile({ apiVersion, kind, namespace, name, fields }: IgnoreConfig): Entry {
  const [ofVersion, ofKind, ofNamespace, ofName] = [apiVersion, kind, namespace, name].map(matcher);
  return {
    isFor: ({ resource }) =>
      ofVersion?.(resource.apiVersion) !== false &&
      ofKind?.(resource.kind) !== false &&
      ofNamespace?.(resource.namespace) !== false &&
      ofName?.(resource.name) !== false,
    fields: fields.map((field) => fieldMatcher(field)),
  };
}

function matcher(glob: string | undefined): ((text: string) => boolean) | undefined {
  if (glob === undefined) return undefined;
  const compiled = new Minimatch(glob, GLOB);
  return (text) => compiled.match(text);
}

function fits(glob: string | undefined, text: string): boolean {
  return matcher(glob)?.(text) !== false;
}

const GLOB = { dot: true, nocomment: true, nonegate: true } as const;

/** In a field path a slash is a letter like any other: `metadata.annotations.*` takes in `checksum/config`. */
const SLASH = '\u2215';

/** A path is spelt with dots: `spec.containers[name=app].image` and `spec.containers.app.image` are the same. */
function fieldMatcher(glob: string): (path: string) => boolean {
  const dotted = glob.replace(/\[(?:[^\]="]+=)?"?([^\]"]*)"?\]/g, '.$1').replace(/^\./, '');
  const compiled = new Minimatch(dotted.replaceAll('/', SLASH), GLOB);
  return (path) => compiled.match(path);
}

/** A field that comes or goes whole is ignored where all that it holds is. */
function isIgnored({ segments, before, after }: NodeChange, fields: Entry['fields']): boolean {
  if (fields.length === 0) return false;
  const steps = segments.map(stepText);
  const whole = before === undefined ? after : after === undefined ? before : undefined;
  return leavesOf(whole, steps).every((leaf) =>
    leaf.some((_, index) => {
      const path = leaf.slice(0, index + 1).join('.');
      return fields.some((matches) => matches(path));
    }),
  );
}

function stepText(segment: Segment): string {
  return (typeof segment === 'object' ? segment.value : String(segment)).replaceAll('/', SLASH);
}

function leavesOf(node: Node | undefined, at: readonly string[]): readonly (readonly string[])[] {
  if (!(node instanceof Mapping) || node.entries.size === 0) return [at];
  return [...node.entries].flatMap(([key, value]) => leavesOf(value, [...at, stepText(key)]));
}
