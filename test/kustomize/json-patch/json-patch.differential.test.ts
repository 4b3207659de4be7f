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
import { byName, kustomize } from '../strategic-merge/kustomize.ts';
import { Random } from '../strategic-merge/random.ts';
import { randomJsonPatch, randomSpec, randomYamlPatch } from './random-patches.ts';

const BATCH = 200;
const SEED = Number(process.env.SEED ?? 1);
const BATCHES = Number(process.env.BATCHES ?? 10);

interface Case {
  readonly name: string;
  readonly target: string;
  readonly patch: string;
  /** A strategic merge patch to apply after it. */
  readonly merge: string | undefined;
}

/** Through the whole engine, so that what a merge makes of the patched object is compared too. */
function ours(each: Case): string | Error {
  const { resources, problems } = buildRoot(plainFiles(memoryTree(filesOf([each])), { symlinks: 'follow' }), '', {
    behaviours: COMPARED,
  });
  const [problem] = problems;
  if (problem !== undefined) return new Error(problem.message);
  try {
    return printYamlDocuments(resources.map(({ node }) => node));
  } catch (error) {
    if (error instanceof Unprintable) return error;
    throw error;
  }
}

function filesOf(cases: readonly Case[]): Readonly<Record<string, string>> {
  return {
    'resources.yaml': cases.map(({ target }) => target).join('---\n'),
    ...Object.fromEntries(cases.map(({ name, patch }) => [`${name}.yaml`, patch])),
    ...Object.fromEntries(cases.map(({ name, merge }) => [`${name}-merge.yaml`, merge ?? ''])),
    'kustomization.yaml': JSON.stringify({
      resources: ['resources.yaml'],
      patches: cases.flatMap(({ name, merge }) => [
        { path: `${name}.yaml`, target: { name } },
        ...(merge === undefined ? [] : [{ path: `${name}-merge.yaml` }]),
      ]),
    }),
  };
}

function theirs(cases: readonly Case[]): ReadonlyMap<string, string> | Error {
  const built = kustomize(filesOf(cases));
  return built instanceof Error ? built : byName(built);
}

function compareFine(cases: readonly Case[]): readonly string[] {
  const [only] = cases;
  if (only === undefined) return [];
  const built = theirs(cases);
  if (!(built instanceof Error)) {
    return cases.filter((each) => ours(each) !== built.get(each.name)).map((each) => report(each, built));
  }
  if (cases.length === 1) return [report(only, built)];
  const half = cases.length >> 1;
  return [...compareFine(cases.slice(0, half)), ...compareFine(cases.slice(half))];
}

function report(each: Case, built: ReadonlyMap<string, string> | Error): string {
  const say = built instanceof Error ? built : (built.get(each.name) ?? 'GONE');
  return `=== target\n${each.target}--- patch\n${each.patch}${each.merge === undefined ? '' : `--- merge\n${each.merge}`}--- ours\n${ours(each)}\n--- kustomize\n${say}`;
}

const counts = { applied: 0, refused: 0 };

test.each(Array.from({ length: BATCHES }, (_, i) => SEED + i))('patches as kustomize does, seed %i', (seed) => {
  const random = new Random(seed);
  const cases = Array.from({ length: BATCH }, (_, i) => {
    const name = `c${i}`;
    const write = (): string =>
      `apiVersion: example.com/v1\nkind: Foo\nmetadata:\n  name: ${name}\nspec:${randomSpec(random)}`;
    const target = write();
    const [object] = parseYaml(new Source(target)).documents;
    if (object === undefined) throw new Error(target);
    const patch = random.chance(0.3) ? randomJsonPatch(random, object) : randomYamlPatch(random, object);
    return { name, target, patch, merge: random.chance(0.5) ? write() : undefined };
  });
  const usable = cases.filter(({ target }) => parseYaml(new Source(target)).problems.length === 0);
  const fine = usable.filter((each) => !(ours(each) instanceof Error));
  const refused = usable.filter((each) => ours(each) instanceof Error);
  counts.applied += fine.length;
  counts.refused += refused.length;
  const wronglyRefused = refused.slice(0, Number(process.env.REFUSED ?? 20)).flatMap((each) => {
    const built = theirs([each]);
    return built instanceof Error ? [] : [report(each, built)];
  });
  const differences = [...wronglyRefused, ...compareFine(fine)];
  process.stderr.write(
    `seed ${seed}: ${usable.length} cases, ${differences.length} differences, ${JSON.stringify(counts)}\n`,
  );
  if (process.env.REPORT) appendFileSync(process.env.REPORT, `${differences.join('\n')}\n`);
  expect(differences.slice(0, Number(process.env.SHOW ?? 2)).join('\n')).toBe('');
});
