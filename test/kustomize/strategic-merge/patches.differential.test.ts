import { appendFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildRoot } from '../../../src/kustomize/build/build-root.ts';
import { plainFiles } from '../../../src/tree/files/plain-files.ts';
import { Source } from '../../../src/yaml/node/source.ts';
import { Unprintable } from '../../../src/yaml/node/unprintable.ts';
import { printYamlDocuments } from '../../../src/yaml/print/print.ts';
import { parseYaml } from '../../../src/yaml/read/parse.ts';
import { memoryTree } from '../../tree/memory-tree.ts';
import { COMPARED } from '../compared-release.ts';
import { byName, kustomize } from './kustomize.ts';
import { Random } from './random.ts';
import { randomCaseInFlow } from './random-objects.ts';

const BATCH = 100;
const SEED = Number(process.env.SEED ?? 1);
const BATCHES = Number(process.env.BATCHES ?? 4);

interface Case {
  readonly name: string;
  readonly target: string;
  readonly patches: readonly string[];
  /** Whether the patches are aimed by a target. */
  readonly isAimed: boolean;
}

function filesOf(cases: readonly Case[]): Readonly<Record<string, string>> {
  const patches = cases.flatMap(({ name, patches, isAimed }) =>
    patches.map((patch, i) => ({ file: `${name}-${i}.yaml`, patch, target: isAimed ? { target: { name } } : {} })),
  );
  return {
    'resources.yaml': cases.map(({ target }) => target).join('---\n'),
    ...Object.fromEntries(patches.map(({ file, patch }) => [file, patch])),
    'kustomization.yaml': JSON.stringify({
      resources: ['resources.yaml'],
      patches: patches.map(({ file, target }) => ({ path: file, ...target })),
    }),
  };
}

function ours(each: Case): string | undefined | Error {
  const tree = plainFiles(memoryTree(filesOf([each])), { symlinks: 'follow' });
  const { resources, problems } = buildRoot(tree, '', { behaviours: COMPARED });
  const [problem] = problems;
  if (problem !== undefined) return new Error(problem.message);
  try {
    return resources.length === 0 ? undefined : printYamlDocuments(resources.map(({ node }) => node));
  } catch (error) {
    if (error instanceof Unprintable) return error;
    throw error;
  }
}

function theirs(cases: readonly Case[]): ReadonlyMap<string, string> | Error {
  const built = kustomize(filesOf(cases));
  return built instanceof Error ? built : byName(built);
}

function compare(cases: readonly Case[], mine: ReadonlyMap<string, string | undefined | Error>): readonly string[] {
  const [only] = cases;
  if (only === undefined) return [];
  const built = theirs(cases);
  if (!(built instanceof Error)) {
    const different = cases.filter(({ name }) => mine.get(name) !== built.get(name));
    return different.map((each) => report(each, mine.get(each.name), built));
  }
  if (cases.length === 1) return mine.get(only.name) instanceof Error ? [] : [report(only, mine.get(only.name), built)];
  const half = cases.length >> 1;
  return [...compare(cases.slice(0, half), mine), ...compare(cases.slice(half), mine)];
}

function report(each: Case, mine: unknown, built: ReadonlyMap<string, string> | Error): string {
  const say = built instanceof Error ? built : (built.get(each.name) ?? 'GONE');
  const aim = each.isAimed ? 'aimed ' : '';
  return `=== target\n${each.target}${each.patches.map((patch) => `--- ${aim}patch\n${patch}`).join('')}--- ours\n${mine}\n--- kustomize\n${say}`;
}

const counts = { built: 0, refused: 0 };

test.each(Array.from({ length: BATCHES }, (_, i) => SEED + i))('patches as kustomize does, seed %i', (seed) => {
  const random = new Random(seed);
  const cases = Array.from({ length: BATCH }, (_, i) => ({
    name: `c${i}`,
    ...randomCaseInFlow(random, `c${i}`),
    isAimed: random.chance(0.5),
  })).filter(({ target }) => parseYaml(new Source(target)).problems.length === 0);
  const mine = new Map(cases.map((each) => [each.name, ours(each)]));
  const isRefused = ({ name }: Case): boolean => mine.get(name) instanceof Error;
  const refused = cases.filter(isRefused);
  counts.refused += refused.length;
  counts.built += cases.length - refused.length;
  const differences = [
    ...compare(
      cases.filter((each) => !isRefused(each)),
      mine,
    ),
    ...refused.slice(0, Number(process.env.REFUSED ?? 20)).flatMap((each) => compare([each], mine)),
  ];
  process.stderr.write(
    `seed ${seed}: ${cases.length} cases, ${differences.length} differences, ${JSON.stringify(counts)}\n`,
  );
  if (process.env.REPORT) appendFileSync(process.env.REPORT, `${differences.join('\n')}\n`);
  expect(differences.slice(0, Number(process.env.SHOW ?? 2)).join('\n')).toBe('');
});
