import { GoMap } from '../../gotemplate/value/value.ts';
import { type HelmVersion, NEWEST_HELM } from '../chart/helm-version.ts';

/** What becomes of a null: `coalesce` takes the key away that it stands for, `merge` keeps it. */
export type NullRule = 'coalesce' | 'merge';

/**
 * Adds to a map what another has and it has not, in place, and gives it back: `coalesceTablesFullKey` of Helm's
 * pkg/chart/common/util. The other is changed too, where this one has nulls, but by Helm 3.
 */
export function addTables(into: GoMap, from: GoMap, rule: NullRule, helm: HelmVersion = NEWEST_HELM): GoMap {
  const given = new Set(from.keys().filter((key) => helm.major === 3 || from.get(key) !== null));
  if (helm.major > 3) for (const key of into.keys()) if (into.get(key) === null) from.set(key, null);
  for (const [key, value] of from.entries()) {
    const current = into.get(key);
    if (into.has(key) && rule === 'coalesce' && current === null && given.has(key)) into.delete(key);
    else if (!into.has(key)) into.set(key, value);
    else if (value instanceof GoMap && current instanceof GoMap) addTables(current, value, rule, helm);
  }
  return into;
}

/** Takes the nulls out of a map and those in it, in place. */
export function dropNulls(map: GoMap): void {
  for (const [key, value] of map.entries()) {
    if (value === null) map.delete(key);
    else if (value instanceof GoMap) dropNulls(value);
  }
}
