import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { type Answer, AnswerSchema, canonical } from './answer.ts';
import type { Fleet } from './fleets/fleet.ts';
import { modulesWithSchemaOnce } from './schema-once.ts';

/** The controllers, as far as they make objects of a repository. */
export interface Controllers {
  readonly reconcile: (fleet: Fleet) => Promise<Answer>;
  readonly close: () => void;
}

/** What the newest packages of Flux want. */
const TOOLCHAIN = 'go1.27.3';

/**
 * Builds the program beside this file, where that is needed, and starts it. It takes Go, and its packages once.
 *
 * @throws Error where there is no Go, or it does not build
 */
export function openControllers(): Controllers {
  const program = resolve(join('build', 'controllers'));
  mkdirSync('build', { recursive: true });
  const cwd = join('scripts', 'oracle', 'controllers');
  const env = { ...process.env, GOTOOLCHAIN: TOOLCHAIN };
  const { status, error } = spawnSync(
    'go',
    ['build', '-modfile', modulesWithSchemaOnce(cwd, env), '-o', program, '.'],
    {
      cwd,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  if (status !== 0) throw new Error(`scripts/oracle/controllers does not build${error ? `: ${error.message}` : ''}`);
  // What a fleet leaves behind is small beside what is kept.
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'ignore'], env: { GOGC: '800', ...process.env } });
  const waiting: { readonly done: (answer: Answer) => void; readonly fail: (error: Error) => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.done(answerIn(line)));
  child.on('exit', () => {
    for (const { fail } of waiting) fail(new Error('the program of the controllers has ended'));
  });
  return {
    reconcile: (fleet) =>
      new Promise((done, fail) => {
        waiting.push({ done, fail });
        child.stdin.write(`${JSON.stringify({ ...fleet, files: Object.fromEntries(fleet.files) })}\n`);
      }),
    close: () => {
      child.kill();
    },
  };
}

function answerIn(line: string): Answer {
  const { roots, error } = v.parse(AnswerSchema, JSON.parse(line));
  if (error !== '') return new Map([['flux-system/flux-system', { objects: [], error }]]);
  return new Map(
    Object.entries(roots).map(([name, root]) => [
      name,
      { objects: (root.objects ?? []).map(canonical).sort(), error: root.error },
    ]),
  );
}
