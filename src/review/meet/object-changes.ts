import type * as v from 'valibot';
import { objectKey } from '../../kubernetes/facts/object-ref.ts';
import type { ClusterReview } from '../contract/cluster-review.ts';
import type { FieldChange, Segment } from '../contract/field-change.ts';
import type { Changed, Moved } from '../contract/object-change.ts';
import type { ObjectRefSchema } from '../contract/reference.ts';

export type ObjectRef = v.InferOutput<typeof ObjectRefSchema>;

/** What a review says of one object, so that another review's word can be held against it. */
export interface ObjectChange {
  readonly becomes: 'gained' | 'lost' | 'changed' | 'moved';
  /** As it is called before the change. */
  readonly object: ObjectRef;
  /** Whether the cluster deletes it. */
  readonly isDeleted: boolean;
  /** By place in the object, what is made of it: digests. */
  readonly parts: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The whole of an object, and which root it is of: no fields. */
const WHOLE = '';
const ROOT = ' root';

/**
 * @param cluster of a review with digests
 * @returns its changed objects, by what they are called before the change
 */
export function objectChanges(cluster: ClusterReview | undefined): ReadonlyMap<string, ObjectChange> {
  if (cluster === undefined) return new Map();
  const { gained, lost, changed, moved } = cluster;
  const one = (part: string, digest: string) => new Map([[part, new Set([digest])]]);
  const renamed = new Map(changed.flatMap(({ previous, name }) => (previous?.name ? [[previous.name, name]] : [])));
  const all: readonly ObjectChange[] = [
    ...gained.map((each) => told(each, 'gained', one(WHOLE, each.digest ?? ''))),
    ...lost.map((each) => ({ ...told(each, 'lost', one(WHOLE, 'lost')), isDeleted: each.effect === 'pruned' })),
    ...changed.map((each) => told(formerly(each), 'changed', partsOf(each, renamed))),
    ...moved.map((each) => told(each, 'moved', one(ROOT, moveOf(each)))),
  ];
  return new Map(all.filter(({ parts }) => parts.size > 0).map((each) => [objectKey(each.object), each]));
}

function told(
  { apiVersion, kind, namespace, name }: ObjectRef,
  becomes: ObjectChange['becomes'],
  parts: ObjectChange['parts'],
): ObjectChange {
  const object = { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
  return { becomes, object, isDeleted: false, parts };
}

function formerly({ previous, ...object }: Changed): ObjectRef {
  return { ...object, apiVersion: previous?.apiVersion ?? object.apiVersion, name: previous?.name ?? object.name };
}

function partsOf(
  { apiVersion, previous, movedFrom, root, fields }: Changed,
  renamed: ReadonlyMap<string, string>,
): ObjectChange['parts'] {
  const parts = new Map<string, Set<string>>();
  const add = (place: string, digest: string): void => {
    const known = parts.get(place) ?? new Set();
    // What comes into a list twice is not what comes once.
    if (known.has(digest)) add(place, `${digest}+`);
    else parts.set(place, known.add(digest));
  };
  for (const field of fields) if (!followsName(field, renamed)) add(placeOf(field.segments), field.digest ?? '');
  if (previous?.apiVersion !== undefined) add('apiVersion', apiVersion);
  if (movedFrom !== undefined) add(ROOT, `${movedFrom.root} ${root}`);
  return parts;
}

/** A reference to a generated name follows the content of what it names: that is compared itself. */
function followsName({ before, after }: FieldChange, renamed: ReadonlyMap<string, string>): boolean {
  return typeof before === 'string' && after !== undefined && renamed.get(before) === after;
}

function moveOf({ from, to }: Moved): string {
  return `${from.root} ${to.root}`;
}

/** An index shifts where another change adds an item before it. */
function placeOf(segments: readonly Segment[]): string {
  return JSON.stringify(segments.map((segment) => (typeof segment === 'number' ? 0 : segment)));
}
