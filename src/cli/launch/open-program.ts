import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import type { Io } from '../process/io.ts';

/** What `scripts/build/program.mjs` makes of a module of the program: called once, when it is first asked for. */
type Chunk = (exports: object, require: (name: string) => unknown, module: { exports: unknown }) => void;
type Part = (url: string, load: (name: string) => Promise<unknown>) => Readonly<Record<string, Chunk>>;

/** What it exports: `run` of the command line. */
interface Program {
  readonly run: (args: readonly string[], io: Io) => Promise<number>;
}

/** In the order in which they are looked through: what every command needs, and what those need that do something. */
const PARTS = ['commands', 'engine'] as const;

/**
 * Opens the built program, which stands in few files, since Node takes longer to find a hundred modules than to run most
 * of them. Each is read when it is first needed, and with it what V8 has compiled of it before.
 *
 * @param folder of the build
 * @throws where the build is incomplete
 */
export function openProgram(folder: URL): Program {
  const node = createRequire(folder);
  const closed = [...PARTS];
  const chunks = new Map<string, Chunk>();
  const made = new Map<string, { exports: unknown }>();
  const require = (name: string): unknown => {
    if (!name.startsWith('./')) return node(name);
    const known = made.get(name);
    if (known !== undefined) return known.exports;
    const chunk = find(name);
    const module: { exports: unknown } = { exports: {} };
    made.set(name, module);
    chunk(Object(module.exports), require, module);
    return module.exports;
  };
  const find = (name: string): Chunk => {
    for (let chunk = chunks.get(name); ; chunk = chunks.get(name)) {
      if (chunk !== undefined) return chunk;
      const part = closed.shift();
      if (part === undefined) throw new Error(`the build of this program lacks ${name}; install it again`);
      for (const [each, compiled] of Object.entries(openPart(part, folder))) chunks.set(each, compiled);
    }
  };
  // Written by the build beside this file, from the module whose type it is.
  const program: Program = Object(require('./run.js'));
  return program;
}

function openPart(name: string, folder: URL): Readonly<Record<string, Chunk>> {
  const file = new URL(`${name}.cjs`, folder);
  const cachedData = readWherePossible(new URL(`${name}.code`, folder));
  // The build writes nothing but ASCII. Code of another V8, or for other options of it, is refused, and compiled anew.
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: fileURLToPath(file),
    ...(cachedData !== undefined && { cachedData }),
  });
  const part: Part = script.runInThisContext();
  return part(file.href, (path) => import(new URL(path, folder).href));
}

function readWherePossible(file: URL): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
