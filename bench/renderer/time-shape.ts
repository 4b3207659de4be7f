import '../../src/cli/launch/optimize-later.ts';
import { join } from 'node:path';
import type * as v from 'valibot';
import { openFolder } from '../../src/disk/open-folder.ts';
import { buildRoot } from '../../src/kustomize/build/build-root.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { printYamlDocuments } from '../../src/yaml/print/print.ts';
import { median } from '../measure.ts';
import { withFiles } from '../write-files.ts';
import type { TimesSchema } from './growth.ts';
import { SHAPES } from './shapes.ts';

// A process of its own for one shape: `time-shape SHAPE RUNS SIZE…` prints how long a build of each
// size takes, the median of so many.
const [name, runs, ...sizes] = process.argv.slice(2);
const shape = SHAPES.find((each) => each.name === name);
if (shape === undefined) throw new Error(`no shape ${name}`);

const WARM_UPS = 5;

const [smallest = 0] = sizes.map(Number);
await withFiles(shape.files(smallest), (folder) => {
  for (let run = 0; run < WARM_UPS; run++) build(folder);
});

const seconds: number[] = [];
for (const size of sizes) {
  await withFiles(shape.files(Number(size)), (folder) => {
    seconds.push(median(Array.from({ length: Number(runs) }, () => build(folder))));
  });
}
const answer: v.InferOutput<typeof TimesSchema> = { seconds, megabytes: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(answer));

/** @returns how many seconds reading, building and printing took */
function build(folder: string): number {
  globalThis.gc?.();
  const began = process.hrtime.bigint();
  const { tree, path } = openFolder(join(folder, 'root'));
  const { resources, problems } = buildRoot(plainFiles(tree, { symlinks: 'follow' }), path);
  const [problem] = problems;
  if (problem !== undefined) throw new Error(problem.message);
  printYamlDocuments(resources.map(({ node }) => node));
  return Number(process.hrtime.bigint() - began) / 1e9;
}
