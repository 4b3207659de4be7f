import type { Json, Random } from './random.ts';

/** @returns a value as YAML in block style, quoted now and then, as people write it. */
export function writeYaml(value: Json, random: Random): string {
  return lines(value, random).join('\n').concat('\n');
}

function lines(value: Json, random: Random): readonly string[] {
  if (isList(value)) {
    if (value.length === 0) return ['[]'];
    return value.flatMap((item) => {
      const [first = '', ...rest] = lines(item, random);
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
    });
  }
  if (typeof value !== 'object' || value === null) return scalar(value, random);
  const entries = Object.entries(value);
  if (entries.length === 0) return ['{}'];
  return entries.flatMap(([key, entry]) => {
    const head = `${/^[A-Za-z][A-Za-z0-9_./-]*$/.test(key) ? key : JSON.stringify(key)}:`;
    const below = lines(entry, random);
    const isNested = typeof entry === 'object' && entry !== null && !/^[[{]/.test(below[0] ?? '');
    if (!isNested)
      return [`${head} ${below[0] ?? ''}`, ...below.slice(1).map((line) => (line === '' ? '' : `  ${line}`))];
    const indent = isList(entry) && random.chance(0.5) ? '' : '  ';
    return [head, ...below.map((line) => (line === '' ? '' : indent + line))];
  });
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

const PLAIN = /^[A-Za-z/][A-Za-z0-9_./-]*$/;
const RESERVED = /^(y|n|yes|no|on|off|true|false|null)$/i;

function scalar(value: string | number | boolean | null, random: Random): readonly string[] {
  if (typeof value !== 'string') return [String(value)];
  if (value.includes('\n') && !/[^\x20-\x7e\n]|^\s|[ \n]$|\n\n/.test(value)) return ['|-', ...value.split('\n')];
  if (PLAIN.test(value) && !RESERVED.test(value) && random.chance(0.8)) return [value];
  return [random.chance(0.3) && !value.includes('\n') ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value)];
}
