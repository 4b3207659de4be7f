import * as v from 'valibot';

/** What one FluxKustomization applies: objects as canonical JSON, sorted; or why it applies nothing. */
export interface RootAnswer {
  readonly objects: readonly string[];
  readonly error: string;
}

/** By namespace and name of the FluxKustomization. */
export type Answer = ReadonlyMap<string, RootAnswer>;

export const AnswerSchema = v.object({
  roots: v.record(
    v.string(),
    v.object({ objects: v.nullable(v.array(v.unknown())), error: v.optional(v.string(), '') }),
  ),
  error: v.optional(v.string(), ''),
});

/** @returns a JSON value as a text that is equal for equal values */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
}
