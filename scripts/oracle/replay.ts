/**
 * Renders the fleets of recorded answers: `node replay.js ANSWERS`. Prints the first seed that comes out otherwise, as
 * JSON; an empty object where none does.
 */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Answer } from './answer.ts';
import { difference } from './compare.ts';
import { ours } from './ours.ts';
import { randomFleet } from './random-fleet.ts';

const root = v.object({ objects: v.array(v.string()), error: v.string() });
const recorded = v.array(v.object({ seed: v.number(), answer: v.array(v.tuple([v.string(), root])) }));
const [, , path = ''] = process.argv;

process.stdout.write(JSON.stringify(firstDifference()));

function firstDifference(): { readonly seed?: number; readonly how?: string } {
  for (const { seed, answer } of v.parse(recorded, JSON.parse(readFileSync(path, 'utf8')))) {
    const how = differs(seed, new Map(answer));
    if (how !== undefined) return { seed, how };
  }
  return {};
}

function differs(seed: number, answer: Answer): string | undefined {
  try {
    return difference(answer, ours(randomFleet(seed)));
  } catch (error) {
    return String(error);
  }
}
