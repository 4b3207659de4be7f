import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Measure } from './measure.ts';

const CommittedSchema = v.record(v.string(), v.number());

/** A ratio may be this many times worse than the committed one: CI's machines differ, and a lost order shows anyway. */
const MARGIN = 3;

/**
 * Compares a run with what was committed.
 *
 * @param file JSON: `group: name` of a measure with a goal, or `group: name: column` → its value
 * @param leftOut groups for which something was missing
 * @returns a line for each measure that got worse beyond the margin, or is gone
 */
export function regressions(
  measures: readonly Measure[],
  file: string,
  leftOut: readonly string[] = [],
): readonly string[] {
  const committed = v.parse(CommittedSchema, JSON.parse(readFileSync(file, 'utf8')));
  const now = new Map(measures.map((measure) => [keyOf(measure), measure]));
  return Object.entries(committed).flatMap(([key, before]) => {
    const measure = now.get(key);
    if (leftOut.some((group) => key.startsWith(`${group}: `))) return [];
    if (measure === undefined) return [`${key}: is in ${file} and was not measured`];
    const { goal, value } = measure;
    const worse = goal !== undefined && 'atLeast' in goal ? before / value : value / before;
    return worse > MARGIN ? [`${key}: ${value.toFixed(2)}, committed is ${before}`] : [];
  });
}

/** @returns what is committed of a run: every measure that has a goal. */
export function toCommitted(measures: readonly Measure[]): string {
  const kept = measures.filter(({ goal }) => goal !== undefined);
  const values = kept.map((measure) => [keyOf(measure), Number(measure.value.toPrecision(3))] as const);
  return `${JSON.stringify(Object.fromEntries(values), undefined, 2)}\n`;
}

function keyOf({ group, name, column }: Measure): string {
  return [group, name, column].filter((part) => part !== undefined).join(': ');
}
