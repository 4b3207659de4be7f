/** `${NAME}`, with or without a default. */
export const VARIABLE = /\$\{(\w+)(?::?[-=]([^}]*))?\}/g;

/** @returns the names of the variables in a path. */
export function variablesIn(path: string): readonly string[] {
  return path.includes('${') ? [...path.matchAll(VARIABLE)].flatMap(([, name]) => name ?? []) : [];
}
