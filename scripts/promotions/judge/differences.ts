/** A value that differs between two objects. */
export interface Difference {
  /** The names of the fields that lead to it, without items of lists. */
  readonly path: readonly string[];
  readonly was: unknown;
  readonly is: unknown;
}

/** @returns the values in which two objects differ, each as deep as both have it */
export function differences(was: unknown, is: unknown, path: readonly string[] = []): readonly Difference[] {
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  if (Array.isArray(was) && Array.isArray(is)) return listDifferences(was, is, path);
  if (!isMapping(was) || !isMapping(is)) return [{ path, was, is }];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return keys.flatMap((key) => {
    const [one, other] = [was[key], is[key]];
    return one === undefined || other === undefined
      ? [{ path: [...path, key], was: one, is: other }]
      : differences(one, other, [...path, key]);
  });
}

function listDifferences(was: readonly unknown[], is: readonly unknown[], path: readonly string[]) {
  const [one, other] = [named(was), named(is)];
  if (one === undefined || other === undefined)
    return was.length === is.length ? was.flatMap((item, at) => differences(item, is[at], path)) : [{ path, was, is }];
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((name) =>
    one.has(name) && other.has(name)
      ? differences(one.get(name), other.get(name), path)
      : [{ path, was: one.get(name), is: other.get(name) }],
  );
}

/** Items by their names, where each has its own. */
function named(list: readonly unknown[]): ReadonlyMap<string, unknown> | undefined {
  const items = new Map(
    list.flatMap((item) => (isMapping(item) && typeof item.name === 'string' ? [[item.name, item]] : [])),
  );
  return items.size === list.length && list.length > 0 ? items : undefined;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
