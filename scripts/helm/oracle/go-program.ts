import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { type Answer, AnswerSchema, type Question } from './question.ts';

/** A helm-controller, as far as it makes objects of HelmReleases. */
export interface RealController {
  readonly ask: (question: Question) => Promise<Answer>;
  readonly close: () => void;
}

/** With which the releases of helm-controller are built that embed Helm 4. */
const TOOLCHAIN = 'go1.26.8';

/** @returns whether there is Go, without which no program can be built */
export function hasGo(): boolean {
  return spawnSync('go', ['version'], { stdio: 'ignore' }).status === 0;
}

/**
 * Builds a program in `go/`, where that is needed, and starts it. It takes Go, and its packages once.
 *
 * @throws Error where it does not build
 */
export function openController(name: 'helm3' | 'helm4'): RealController {
  const program = resolve(join('build', `oracle-${name}`));
  mkdirSync('build', { recursive: true });
  const { status } = spawnSync('go', ['build', '-o', program, '.'], {
    cwd: join('scripts', 'helm', 'oracle', 'go', name),
    env: { ...process.env, GOTOOLCHAIN: TOOLCHAIN },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error(`scripts/helm/oracle/go/${name} does not build`);
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting: { readonly done: (line: string) => void; readonly fail: (error: Error) => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.done(line));
  child.on('exit', () => {
    for (const { fail } of waiting) fail(new Error(`the program ${name} has ended`));
  });
  return {
    ask: async (question) => {
      const line = new Promise<string>((done, fail) => {
        waiting.push({ done, fail });
        child.stdin.write(`${JSON.stringify(question)}\n`);
      });
      return v.parse(AnswerSchema, JSON.parse(await line));
    },
    close: () => {
      child.kill();
    },
  };
}
