import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** A Go program of ours. */
interface GoProgram {
  /** Of the file in `build/`. */
  readonly name: string;
  /** Its folder, from the root of the project; with {@link laid}, that of the module that it is built within. */
  readonly source: string;
  /** Files of ours by their paths in another's module, which stays as it is; the first is in the folder of the program. */
  readonly laid?: Readonly<Record<string, string>>;
  /** With which it is built, as its modules want it. */
  readonly toolchain: string;
  /** What it is started with beside the environment of this process. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Another `go.mod` than that in its folder. */
  readonly modules?: (source: string, variables: NodeJS.ProcessEnv) => string;
}

/** @returns whether there is Go, without which no program can be built */
export function hasGo(): boolean {
  return spawnSync('go', ['version'], { stdio: 'ignore' }).status === 0;
}

/** A Go program that answers each line of JSON with one, in order. */
export class LineProgram {
  readonly #child: ChildProcess;
  readonly #waiting: { readonly done: (line: string) => void; readonly fail: (error: Error) => void }[] = [];

  /**
   * Builds it, where that is needed, and starts it. That takes Go, and its packages once.
   *
   * @throws Error where there is no Go, or it does not build
   */
  constructor({ name, source, laid, toolchain, variables, modules }: GoProgram) {
    const program = resolve(join('build', name));
    mkdirSync('build', { recursive: true });
    const env = { ...process.env, GOTOOLCHAIN: toolchain };
    const replaced = modules === undefined ? [] : ['-modfile', modules(source, env)];
    const built = laid === undefined ? ['.'] : within(source, laid, `${program}.json`);
    const { status, error } = spawnSync('go', ['build', ...replaced, '-o', program, ...built], {
      ...{ cwd: source, env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (status !== 0) throw new Error(`${source} does not build${error ? `: ${error.message}` : ''}`);
    const child = spawn(program, { stdio: ['pipe', 'pipe', 'ignore'], env: { ...variables, ...process.env } });
    createInterface({ input: child.stdout }).on('line', (line) => this.#waiting.shift()?.done(line));
    child.on('exit', () => {
      for (const { fail } of this.#waiting) fail(new Error(`the program ${name} has ended`));
    });
    this.#child = child;
  }

  /** @throws Error where it ends without an answer */
  async ask(question: unknown): Promise<unknown> {
    const line = new Promise<string>((done, fail) => {
      this.#waiting.push({ done, fail });
      this.#child.stdin?.write(`${JSON.stringify(question)}\n`);
    });
    return JSON.parse(await line);
  }

  close(): void {
    this.#child.kill();
  }
}

/** @returns what builds a program of ours as if it were part of another's module */
function within(source: string, laid: Readonly<Record<string, string>>, overlay: string): readonly string[] {
  const files = Object.entries(laid).map(([path, file]) => [resolve(source, path), resolve(file)]);
  writeFileSync(overlay, JSON.stringify({ Replace: Object.fromEntries(files) }));
  return [`-overlay=${overlay}`, `./${dirname(Object.keys(laid)[0] ?? '')}`];
}
