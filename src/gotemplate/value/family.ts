import type { FunctionTable, GoFunction } from './value.ts';

/** @returns a family of functions, each with the file upstream that it is in. */
export function family(source: string, entries: Readonly<Record<string, Omit<GoFunction, 'source'>>>): FunctionTable {
  return new Map(Object.entries(entries).map(([name, entry]) => [name, { ...entry, source }]));
}
