import { GoMap, type Value } from '../../gotemplate/value/value.ts';

/** The key whose values every chart below sees. */
export const GLOBAL = 'global';

/** The type that Helm gives the values of a chart. */
export const VALUES = { name: 'common.Values', element: 'interface {}' };

/** @returns the map at a path with points, `undefined` where there is none: `Values.Table` of Helm */
export function tableAt(values: GoMap, path: string): GoMap | undefined {
  let table: Value = values;
  for (const key of path.split('.')) {
    if (!(table instanceof GoMap)) return undefined;
    table = table.get(key);
  }
  return table instanceof GoMap ? table : undefined;
}

/** @returns what stands at a path and is no map, `undefined` where nothing does: `Values.PathValue` of Helm */
export function valueAt(values: GoMap, path: string): Value {
  const cut = path.lastIndexOf('.');
  const table = cut < 0 ? values : tableAt(values, path.slice(0, cut));
  const value = table?.get(path.slice(cut + 1));
  return value instanceof GoMap ? undefined : value;
}
