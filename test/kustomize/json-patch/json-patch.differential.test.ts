import { appendFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { applyJsonPatch } from '../../../src/kustomize/json-patch/apply-json-patch.ts';
import { JsonPatchError } from '../../../src/kustomize/json-patch/json-patch-error.ts';
import { parseJsonPatch } from '../../../src/kustomize/json-patch/parse-json-patch.ts';
import { Mapping } from '../../../src/yaml/node.ts';
import { parseYaml } from '../../../src/yaml/parse.ts';
import { printYaml } from '../../../src/yaml/print.ts';
import { Source } from '../../../src/yaml/source.ts';
import { Unprintable } from '../../../src/yaml/unprintable.ts';
import { byName, kustomize } from '../strategic-merge/kustomize.ts';
import { Random } from '../strategic-merge/random.ts';
import { randomJsonPatch, randomValue, randomYamlPatch } from './random-patches.ts';

const BATCH = 200;
const SEED = Number(process.env.SEED ?? 1);
const BATCHES = Number(process.env.BATCHES ?? 10);

interface Case {
  readonly name: string;
  readonly target: string;
  readonly patch: string;
}

function ours({ target, patch }: Case): string | Error {
  try {
    const [document] = parseYaml(new Source(target)).documents;
    if (!(document instanceof Mapping)) throw new Error(target);
    return printYaml(applyJsonPatch(parseJsonPatch(new Source(patch)), document));
  } catch (error) {
    if (error instanceof JsonPatchError || error instanceof Unprintable) return error;
    throw error;
  }
}

function theirs(cases: readonly Case[]): ReadonlyMap<string, string> | Error {
  const built = kustomize({
    'resources.yaml': cases.map(({ target }) => target).join('---\n'),
    ...Object.fromEntries(cases.map(({ name, patch }) => [`${name}.yaml`, patch])),
    'kustomization.yaml': JSON.stringify({
      resources: ['resources.yaml'],
      patches: cases.map(({ name }) => ({ path: `${name}.yaml`, target: { name } })),
    }),
  });
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
  return `=== target\n${each.target}--- patch\n${each.patch}--- ours\n${ours(each)}\n--- kustomize\n${say}`;
}

const counts = { applied: 0, refused: 0 };

test.each(Array.from({ length: BATCHES }, (_, i) => SEED + i))('patches as kustomize does, seed %i', (seed) => {
  const random = new Random(seed);
  const cases = Array.from({ length: BATCH }, (_, i) => {
    const head = `apiVersion: example.com/v1\nkind: Foo\nmetadata:\n  name: c${i}\nspec:`;
    const target = `${head}${randomValue(random, 3, '  ')}`;
    return { name: `c${i}`, target, patch: random.chance(0.3) ? randomJsonPatch(random) : randomYamlPatch(random) };
  });
  const usable = cases.filter(
    ({ target, patch }) =>
      parseYaml(new Source(target)).problems.length === 0 && parseYaml(new Source(patch)).problems.length === 0,
  );
  if (process.env.WHY)
    for (const { target, patch } of cases)
      for (const text of [target, patch]) {
        const [problem] = parseYaml(new Source(text)).problems;
        if (problem)
          process.stderr.write(
            `${JSON.stringify(problem)}\n${text
              .split('\n')
              .slice(problem.line - 3, problem.line + 1)
              .join('\n')}\n`,
          );
      }
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
