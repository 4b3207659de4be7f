import { parseArgs } from 'node:util';

export const USAGE = `usage: npm run bench -- [--quick] [--only PART] [--seed NUMBER] [--json FILE] [--write] [--against FILE] [--record FILE]
  --quick         smaller inputs, and no curves of fleets: two minutes instead of fifteen
  --only PART     fleets, discovery, roots, yaml, secrets, charts; releases, only where named or with --write; shapes and page, where named
  --seed NUMBER   of the first random shape; 1 where it is omitted
  --json FILE     the measures and curves as JSON
  --write         writes docs/reference/performance.md and its pictures; not with --quick or --only
  --against FILE  fails where a ratio is much worse than in FILE
  --record FILE   writes what --against reads
`;

const PARTS = ['fleets', 'discovery', 'roots', 'yaml', 'secrets', 'charts', 'releases', 'shapes', 'page'] as const;

type Part = (typeof PARTS)[number];

export interface Options {
  readonly quick: boolean;
  /** The part to measure; all of them where it is absent. */
  readonly only: Part | undefined;
  /** Of the first random shape. */
  readonly seed: number;
  readonly write: boolean;
  readonly json: string | undefined;
  readonly against: string | undefined;
  readonly record: string | undefined;
}

/** @returns what the command line asks for; `undefined` where it cannot be understood. */
export function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        seed: { type: 'string', default: '1' },
        write: { type: 'boolean', default: false },
        json: { type: 'string' },
        against: { type: 'string' },
        record: { type: 'string' },
      },
    });
    const { quick, only, seed, write, json, against, record } = values;
    if (only !== undefined && !isPart(only)) return undefined;
    // The page is of a whole run.
    if (write && (only !== undefined || quick)) return undefined;
    if (!/^\d+$/.test(seed)) return undefined;
    return { quick, only, seed: Number(seed), write, json, against, record };
  } catch {
    return undefined;
  }
}

function isPart(text: string): text is Part {
  return PARTS.some((part) => part === text);
}
