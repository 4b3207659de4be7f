import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Answer, filesOf, withDelimiters } from './answer.ts';
import type { Question } from './question.ts';

/**
 * With which Helm 4.2.4 is built, as its `.github/env` asks for, and the releases of helm-controller that embed it. Go 1.27
 * reads and writes JSON otherwise and shows a template's own delimiters in errors.
 */
const TOOLCHAIN = 'go1.26.8';
const SOURCE = join('scripts', 'helm', 'fuzz', 'engine');

/** Helm's own engine, in a process that answers one question after the other. */
export class HelmEngine {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  /** Builds it first. @throws Error where it does not build */
  constructor() {
    const program = resolve(join('build', 'helm-engine'));
    mkdirSync('build', { recursive: true });
    const env = { ...process.env, GOTOOLCHAIN: TOOLCHAIN };
    const built = spawnSync('go', ['build', '-o', program, '.'], { cwd: SOURCE, env, stdio: 'inherit' });
    if (built.status !== 0) throw new Error(`${SOURCE} does not build`);
    const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** @throws Error where it has ended */
  async ask(question: Question): Promise<Answer> {
    const { text, values, strict, plain } = question;
    const asked = plain
      ? { text: withDelimiters(text), values, strict, plain }
      : { files: filesOf(question), values, strict };
    this.#child.stdin?.write(`${JSON.stringify(asked)}\n`);
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`Helm's engine has ended at ${JSON.stringify(text)}`);
    const answer: Answer = JSON.parse(String(value));
    return answer;
  }

  end(): void {
    this.#child.kill();
  }
}
