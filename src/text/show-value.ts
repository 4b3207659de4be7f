/**
 * A value as the lines of YAML a reader knows from manifests.
 * For eyes only: what must be read again is printed by src/yaml.
 */
export function showValue(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.includes('\n') ? ['|', ...lines(value)] : [showString(value)];
  if (Array.isArray(value))
    return value.length === 0 ? ['[]'] : value.flatMap((item) => prefixed('- ', showValue(item)));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return entries.length === 0 ? ['{}'] : entries.flatMap(([key, each]) => showEntry(key, each));
  }
  return [String(value)];
}

function showEntry(key: string, value: unknown): readonly string[] {
  const [first = '', ...rest] = showValue(value);
  const isNested = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  if (isNested) return [`${showString(key)}:`, ...[first, ...rest].map((line) => `  ${line}`)];
  return [`${showString(key)}: ${first}`, ...rest];
}

function lines(text: string): readonly string[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `  ${line}`);
}

function prefixed(mark: string, [first = '', ...rest]: readonly string[]): readonly string[] {
  return [`${mark}${first}`, ...rest.map((line) => `  ${line}`)];
}

/** Quoted where it would read as something else, or as nothing. */
function showString(text: string): string {
  const looksOther =
    /^(?:|~|null|true|false|yes|no|on|off|[-+]?(?:\.\d+|\d[\d_]*\.?\d*)(?:e[-+]?\d+)?|0[xob][\da-f_]+|\d{4}-\d\d-\d\d.*|\s.*|.*\s|[-?:] .*|[,[\]{}#&*!|>'"%@`].*|.*: .*|.*:|.* #.*)$/i;
  return looksOther.test(text) ? JSON.stringify(text) : text;
}
