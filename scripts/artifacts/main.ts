/**
 * Makes random trees and generators, has source-watcher's own packages and this engine put the artifacts together, and
 * prints how they differ: `npm run oracle:artifacts -- CHECKOUT [count] [first seed]`, with a checkout of
 * fluxcd/source-watcher. Ends with 1 where a case differs, with 3 where there is no Go or no checkout.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hasGo } from '../go/line-program.ts';
import { ours } from './ours.ts';
import { type ArtifactCase, randomCase } from './random-case.ts';
import { type Answer, Watcher } from './watcher.ts';

const [checkout = '', count = '500', first = '1'] = process.argv.slice(2);
if (!hasGo()) skip('there is no Go to build source-watcher with');
else if (!existsSync(join(checkout, 'internal', 'builder', 'builder.go'))) {
  skip('the first argument is no checkout of fluxcd/source-watcher, which no module proxy has whole');
} else process.exitCode = await run(new Watcher(resolve(checkout)), Number(first), Number(count));

function skip(why: string): void {
  process.stderr.write(`Nothing was compared: ${why}.\n`);
  process.exitCode = 3;
}

async function run(real: Watcher, from: number, cases: number): Promise<number> {
  const tally = { artifacts: 0, files: 0, failed: 0, different: 0 };
  for (let seed = from; seed < from + cases && tally.different < 20; seed++) {
    const asked = randomCase(seed);
    const answer = await real.ask(asked);
    tally.artifacts += Object.keys(answer.artifacts).length;
    tally.files += Object.values(answer.artifacts).reduce((sum, files) => sum + Object.keys(files).length, 0);
    if (answer.error !== '') tally.failed += 1;
    if (isSame(answer, ours(asked))) continue;
    tally.different += 1;
    await report(real, seed, asked);
  }
  real.close();
  const { artifacts, files, failed, different } = tally;
  process.stdout.write(
    `seeds ${from} to ${from + cases - 1}: ${artifacts} artifacts of ${files} files, ${failed} failed alike, ${different} differ\n`,
  );
  return different === 0 && files > cases && failed < cases * 0.9 ? 0 : 1;
}

/** The words are the operating system's at times: which copy fails is what counts. */
function isSame(one: Answer, other: Answer): boolean {
  return textOf(one) === textOf(other);
}

function textOf({ artifacts, error }: Answer): string {
  const sorted = Object.entries(artifacts)
    .map(([name, files]) => [name, Object.entries(files).sort()] as const)
    .sort();
  return JSON.stringify([sorted, error === '', /copy operation from '.*?' to '.*?':/.exec(error)?.[0]]);
}

/** Copies and files that matter nothing are taken away first. */
async function report(real: Watcher, seed: number, asked: ArtifactCase): Promise<void> {
  let small = asked;
  for (let smaller: ArtifactCase | undefined = asked; smaller !== undefined; ) {
    small = smaller;
    smaller = undefined;
    for (const each of smallerThan(small)) {
      if (isSame(await real.ask(each), ours(each))) continue;
      smaller = each;
      break;
    }
  }
  const sides = { theirs: shown(await real.ask(small)), ours: shown(ours(small)) };
  const sources = Object.values(small.sources).map((files) => Object.keys(files));
  process.stdout.write(
    `\n=== seed ${seed}\n${JSON.stringify({ sources, spec: small.spec, ...sides }, undefined, 1)}\n`,
  );
}

function* smallerThan({ sources, spec }: ArtifactCase): Iterable<ArtifactCase> {
  const { artifacts } = spec;
  for (const artifact of artifacts) {
    if (artifacts.length > 1)
      yield { sources, spec: { ...spec, artifacts: artifacts.filter((each) => each !== artifact) } };
    for (const one of artifact.copy) {
      if (artifact.copy.length === 1) continue;
      const less = { ...artifact, copy: artifact.copy.filter((each) => each !== one) };
      yield { sources, spec: { ...spec, artifacts: artifacts.map((each) => (each === artifact ? less : each)) } };
    }
  }
  for (const [alias, files] of Object.entries(sources)) {
    for (const path of Object.keys(files)) {
      const { [path]: _, ...rest } = files;
      yield { sources: { ...sources, [alias]: rest }, spec };
    }
  }
}

function shown({ artifacts, error }: Answer): unknown {
  const texts = Object.entries(artifacts).map(([name, files]) => {
    return [name, Object.entries(files).map(([path, text]) => `${path}: ${Buffer.from(text, 'base64').toString()}`)];
  });
  return { artifacts: Object.fromEntries(texts), error };
}
