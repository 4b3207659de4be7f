import type { WrittenObject } from '../render/sort-manifests.ts';

/** An object of one rendering, and what it is in another one. */
export interface Paired<T extends WrittenObject> {
  readonly partners: ReadonlyMap<T, T>;
  /** Those of the other rendering that the first has not. */
  readonly others: readonly T[];
}

/**
 * Pairs the objects of two renderings: by template, kind and name; and those of which the name is another one, by their
 * places among those of the same template and kind.
 *
 * @param mayBeRenamed whether another one's name may be another only since it hangs on what is not known
 */
export function pairObjects<T extends WrittenObject>(
  objects: readonly T[],
  others: readonly T[],
  mayBeRenamed: (other: T) => boolean,
): Paired<T> {
  const partners = new Map<T, T>();
  const left = new Set(others);
  const pair = (keyOf: (object: T) => string, isTaken: (other: T) => boolean): void => {
    const byKey = new Map<string, T[]>();
    for (const other of left) if (isTaken(other)) byKey.set(keyOf(other), [...(byKey.get(keyOf(other)) ?? []), other]);
    for (const object of objects) {
      const other = partners.has(object) ? undefined : byKey.get(keyOf(object))?.shift();
      if (other === undefined) continue;
      partners.set(object, other);
      left.delete(other);
    }
  };
  pair(
    ({ path, kind, name }) => `${path}\n${kind}\n${name}`,
    () => true,
  );
  pair(({ path, kind }) => `${path}\n${kind}`, mayBeRenamed);
  return { partners, others: [...left] };
}
