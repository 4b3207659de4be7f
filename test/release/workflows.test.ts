import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = '.github/workflows';
const files = readdirSync(join(root, folder));

const Job = v.looseObject({
  needs: v.optional(v.union([v.string(), v.array(v.string())]), []),
  uses: v.optional(v.string()),
  steps: v.optional(v.array(v.looseObject({ uses: v.optional(v.string()), run: v.optional(v.string()) })), []),
});
const Workflow = v.looseObject({
  permissions: v.strictObject({ contents: v.literal('read') }),
  jobs: v.record(v.string(), Job),
});

/** What npm has beside our scripts. */
const OWN = ['ci', 'cit', 'pkg', 'publish'];

describeEach('is of a form that runs with few rights', ({ jobs }) => {
  const needed = Object.values(jobs).flatMap(({ needs }) => needs);
  expect(needed.filter((name) => !Object.hasOwn(jobs, name))).toEqual([]);
});

describeEach('names scripts, programs and workflows that are there', ({ jobs }) => {
  const all = Object.values(jobs);
  const commands = all.flatMap(({ steps }) => steps.flatMap(({ run = '' }) => run.split('\n')));
  const scripts = commands.flatMap((line) =>
    [...line.matchAll(/\bnpm (?:run (?:-s )?)?([\w:]+)/g)].map(([, name = '']) => name),
  );
  expect(scripts.filter((name) => !OWN.includes(name) && !Object.hasOwn(manifest.scripts, name))).toEqual([]);
  const paths = commands.flatMap((line) => line.match(/(?<=^|\s)(?:\.ci|scripts)\/[\w./-]+/g) ?? []);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const started = paths.filter((path) => !path.endsWith('.mjs'));
  expect(started.filter((path) => (statSync(join(root, path)).mode & 0o111) === 0)).toEqual([]);
  const called = all.flatMap(({ uses = '' }) => uses.match(/^\.\/.+/g) ?? []);
  expect(called.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

describeEach('uses actions at a commit, and puts nothing that others write into a command', ({ jobs }, text) => {
  const used = [...text.matchAll(/^ +- uses: (.+)$/gm)].map(([, name = '']) => name);
  expect(used.filter((name) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(name))).toEqual([]);
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
});

function describeEach(what: string, check: (workflow: v.InferOutput<typeof Workflow>, text: string) => void): void {
  test.each(files)(`%s ${what}`, (file) => {
    const text = readFileSync(join(root, folder, file), 'utf8');
    check(v.parse(Workflow, parse(text)), text);
  });
}
