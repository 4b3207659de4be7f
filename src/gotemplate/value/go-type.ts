/** A parameter's type; `value` is reflect's own, which takes everything as it is. */
export type GoType =
  | 'any'
  | 'value'
  | 'string'
  | 'bool'
  | 'int'
  | 'int64'
  | 'uint32'
  | 'float64'
  | 'map'
  | 'list'
  | 'time'
  | 'version';

const SPELLED: Readonly<Record<GoType, string>> = {
  any: 'interface {}',
  value: 'reflect.Value',
  string: 'string',
  bool: 'bool',
  int: 'int',
  int64: 'int64',
  uint32: 'uint32',
  float64: 'float64',
  map: 'map[string]interface {}',
  list: '[]interface {}',
  time: 'time.Time',
  version: '*semver.Version',
};

/** @returns a type as Go's messages spell it. */
export function spellType(type: GoType): string {
  return SPELLED[type];
}
