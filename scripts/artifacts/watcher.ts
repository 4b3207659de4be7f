import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import type { ArtifactCase } from './random-case.ts';

/** What source-watcher 2.2.1 wants. */
const TOOLCHAIN = 'go1.27.3';

const AnswerSchema = v.object({
  artifacts: v.record(v.string(), v.record(v.string(), v.string())),
  error: v.string(),
});

/** The files, in base64, of each artifact that is made, and why no more are; empty: all are. */
export type Answer = v.InferOutput<typeof AnswerSchema>;

/** source-watcher's own packages, in a process that answers one question after the other. */
export class Watcher {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  /**
   * Builds it first.
   *
   * @param checkout of source-watcher, which stays as it is: what is internal to it is built from there
   * @throws Error where there is no Go, or it does not build
   */
  constructor(checkout: string) {
    const program = resolve(join('build', 'artifacts'));
    const overlay = resolve(join('build', 'artifacts.json'));
    const own = resolve(join('scripts', 'artifacts', 'go'));
    mkdirSync('build', { recursive: true });
    const Replace = {
      [join(checkout, 'oracle', 'main.go')]: join(own, 'main.go'),
      [join(checkout, 'internal', 'controller', 'requests_of_oracle.go')]: join(own, 'requests.go'),
    };
    writeFileSync(overlay, JSON.stringify({ Replace }));
    const env = { ...process.env, GOTOOLCHAIN: TOOLCHAIN };
    const built = spawnSync('go', ['build', '-overlay', overlay, '-o', program, './oracle'], {
      cwd: checkout,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (built.status !== 0) throw new Error(`source-watcher does not build${built.error ? `: ${built.error.message}` : ''}`);
    this.#child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('the program has no output');
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  /** @throws Error where it has ended */
  async ask({ sources, spec }: ArtifactCase): Promise<Answer> {
    const coded = Object.entries(sources).map(([alias, files]) => {
      return [alias, Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, bytes.toString('base64')]))];
    });
    this.#child.stdin?.write(`${JSON.stringify({ sources: Object.fromEntries(coded), spec })}\n`);
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error('source-watcher has ended');
    return v.parse(AnswerSchema, JSON.parse(String(value)));
  }

  end(): void {
    this.#child.kill();
  }
}
