import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Source } from '../../src/yaml/node/source.ts';
import { Unprintable } from '../../src/yaml/node/unprintable.ts';
import { printYaml } from '../../src/yaml/print/print.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';
import { REAL } from '../kustomize/compared-release.ts';
import { randomFrom, randomValue } from './random-yaml.ts';

const SEED = Number(process.env.SEED ?? 1);
const BUILDS = Number(process.env.BUILDS ?? 20);
const OBJECTS = 200;
/** Refused objects cost a build each: kustomize must refuse them too. */
const REFUSED = 5;

function kustomize(objects: readonly string[]): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'differential-'));
  const names = objects.map((_, i) => `o${i}.yaml`);
  writeFileSync(join(folder, 'kustomization.yaml'), `resources: ${JSON.stringify(names)}\n`);
  for (const [i, text] of objects.entries()) writeFileSync(join(folder, `o${i}.yaml`), text);
  const run = spawnSync(REAL.command, [...REAL.args, folder], { encoding: 'utf8', maxBuffer: 1 << 28 });
  rmSync(folder, { recursive: true });
  return run.status === 0 ? run.stdout : undefined;
}

function ours(text: string): string | undefined {
  const { documents, problems } = parseYaml(new Source(text));
  if (problems.length > 0 || documents.length !== 1) return undefined;
  try {
    return documents.map(printYaml).join('');
  } catch (error) {
    if (error instanceof Unprintable) return undefined;
    throw error;
  }
}

test.each(Array.from({ length: BUILDS }, (_, i) => SEED + i))(
  'random objects of seed %i print as kustomize prints them',
  (seed) => {
    const random = randomFrom(seed);
    const objects: string[] = [];
    const refused: string[] = [];
    while (objects.length < OBJECTS) {
      const head = `apiVersion: example.org/v1\nkind: Thing\nmetadata:\n  name: x${String(objects.length).padStart(3, '0')}\n`;
      const text = `${head}spec:${randomValue(random)}\n`;
      (ours(text) === undefined ? refused : objects).push(text);
    }
    const built = kustomize(objects);
    const together = objects.map((text) => ours(text)).join('---\n');
    if (built !== together) for (const text of objects) expect([text, ours(text)]).toEqual([text, kustomize([text])]);
    for (const text of refused.slice(0, REFUSED)) expect([text, kustomize([text])]).toEqual([text, undefined]);
  },
);
