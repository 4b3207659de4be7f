import type { ConfigPath } from './config-problem.ts';

/**
 * The keys that a schema knows at a path, asked of the schema itself so that no second list can go stale.
 *
 * @param schema a valibot schema
 * @returns none where the schema takes any key there
 */
export function validKeys(schema: unknown, path: ConfigPath): readonly string[] {
  const [first, ...rest] = path;
  if (!isRecord(schema)) return [];
  if (isRecord(schema.wrapped)) return validKeys(schema.wrapped, path);
  if (Array.isArray(schema.options)) return schema.options.flatMap((option) => validKeys(option, path));
  if (first === undefined) return isRecord(schema.entries) ? Object.keys(schema.entries) : [];
  if (isRecord(schema.entries)) return validKeys(schema.entries[first], rest);
  return validKeys(schema.item ?? schema.value, rest);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
