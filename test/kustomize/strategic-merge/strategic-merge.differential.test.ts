import { appendFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { builtinSchemas } from '../../../src/kubernetes/api/schemas.ts';
import { MergeError } from '../../../src/kustomize/features/patches/strategic-merge/merge-error.ts';
import { strategicMerge } from '../../../src/kustomize/features/patches/strategic-merge/strategic-merge.ts';
import { Mapping, Scalar } from '../../../src/yaml/node/node.ts';
import { Source } from '../../../src/yaml/node/source.ts';
import { printYaml } from '../../../src/yaml/print/print.ts';
import { parseYaml } from '../../../src/yaml/read/parse.ts';
import { byName, kustomize } from './kustomize.ts';
import { Random } from './random.ts';
import { randomCase } from './random-objects.ts';

const BATCH = 100;
const SEED = Number(process.env.SEED ?? 1);
const BATCHES = Number(process.env.BATCHES ?? 20);

interface Case {
  readonly name: string;
  readonly target: string;
  readonly patch: string;
}

function ours({ target, patch }: Case): string | undefined | Error {
  try {
    const merged = strategicMerge(read(patch), read(target), builtinSchemas);
    if (merged === undefined || merged.entries.size === 0) return undefined;
    return printYaml(restore(merged, read(target)));
  } catch (error) {
    if (error instanceof MergeError) return error;
    throw error;
  }
}

/** As Resource.ApplySmPatch: the kind, the name and the namespace are the target's. */
function restore(merged: Mapping, target: Mapping): Mapping {
  const [before, after] = [target.get('metadata'), merged.get('metadata')];
  const metadata = after instanceof Mapping ? after : new Mapping([]);
  const name = before instanceof Mapping ? before.get('name') : undefined;
  const kind = target.get('kind') ?? new Scalar('');
  return merged.with('kind', kind).with('metadata', metadata.with('name', name ?? new Scalar('')));
}

function read(text: string): Mapping {
  const [document] = parseYaml(new Source(text)).documents;
  if (document instanceof Mapping) return document;
  throw new Error(`not a mapping: ${text}`);
}

function theirs(cases: readonly Case[]): ReadonlyMap<string, string> | Error {
  const built = kustomize({
    'resources.yaml': cases.map(({ target }) => target).join('---\n'),
    ...Object.fromEntries(cases.map(({ name, patch }) => [`${name}.yaml`, patch])),
    'kustomization.yaml': JSON.stringify({
      resources: ['resources.yaml'],
      patches: cases.map(({ name }) => ({ path: `${name}.yaml` })),
    }),
  });
  return built instanceof Error ? built : byName(built);
}

function compare(cases: readonly Case[]): readonly string[] {
  const mine = new Map(cases.map((each) => [each.name, ours(each)]));
  const fine = cases.filter(({ name }) => !(mine.get(name) instanceof Error));
  const wrong = cases.filter(({ name }) => mine.get(name) instanceof Error);
  const reports = wrong.flatMap((each) => {
    const built = theirs([each]);
    return built instanceof Error ? [] : [report(each, mine.get(each.name), built)];
  });
  return [...reports, ...compareFine(fine, mine)];
}

function compareFine(cases: readonly Case[], mine: ReadonlyMap<string, string | undefined | Error>): readonly string[] {
  const [only] = cases;
  if (only === undefined) return [];
  const built = theirs(cases);
  if (!(built instanceof Error)) {
    const different = cases.filter(({ name }) => mine.get(name) !== built.get(name));
    return different.map((each) => report(each, mine.get(each.name), built));
  }
  if (cases.length === 1) return isForeign(built) ? [] : [report(only, mine.get(only.name), built)];
  const half = cases.length >> 1;
  return [...compareFine(cases.slice(0, half), mine), ...compareFine(cases.slice(half), mine)];
}

/** What fails behind the merge: name references look into what it left. */
function isForeign(error: Error): boolean {
  const isForeign = /updating name reference|considering field/.test(error.message);
  if (isForeign) counts.foreign++;
  return isForeign;
}

function report(each: Case, mine: unknown, built: ReadonlyMap<string, string> | Error): string {
  const say = built instanceof Error ? built : (built.get(each.name) ?? 'GONE');
  return `=== target\n${each.target}--- patch\n${each.patch}--- ours\n${mine}\n--- kustomize\n${say}`;
}

const counts = { merged: 0, unchanged: 0, gone: 0, refused: 0, foreign: 0 };

test.each(Array.from({ length: BATCHES }, (_, i) => SEED + i))('merges as kustomize does, seed %i', (seed) => {
  const random = new Random(seed);
  const cases = Array.from({ length: BATCH }, (_, i) => ({ name: `c${i}`, ...randomCase(random, `c${i}`) }));
  const usable = cases.filter(
    ({ target, patch }) => parseYaml(new Source(`${target}---\n${patch}`)).problems.length === 0,
  );
  for (const each of usable) {
    const mine = ours(each);
    counts[
      mine instanceof Error
        ? 'refused'
        : mine === undefined
          ? 'gone'
          : mine === printYaml(read(each.target))
            ? 'unchanged'
            : 'merged'
    ]++;
  }
  const differences = compare(usable);
  process.stderr.write(
    `seed ${seed}: ${usable.length} cases, ${differences.length} differences, ${JSON.stringify(counts)}\n`,
  );
  if (process.env.REPORT) appendFileSync(process.env.REPORT, `${differences.join('\n')}\n`);
  expect(differences.slice(0, Number(process.env.SHOW ?? 2)).join('\n')).toBe('');
});
