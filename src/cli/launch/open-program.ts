import { createRequire } from 'node:module';
import type { Io } from '../process/io.ts';
import { CompiledCode } from './compiled-code.ts';

/** What `scripts/build/program.mjs` makes of a module of the program: called once, when it is first asked for. */
type Chunk = (exports: object, require: (name: string) => unknown, module: { exports: unknown }) => void;
type Part = (url: string, load: (name: string) => Promise<unknown>) => Readonly<Record<string, Chunk>>;

/** The built program. */
interface Program {
  readonly run: (args: readonly string[], io: Io) => Promise<number>;
  /** Keeps what V8 has compiled of it, for the next process that does the same. */
  readonly keepCompiled: () => void;
}

/** In the order in which they are looked through: what every command needs, and what those need that do something. */
const PARTS = ['commands', 'engine'] as const;

/**
 * Opens the built program, which stands in few files, since Node takes longer to find a hundred modules than to run most
 * of them. Each is read when it is first needed, and with it what V8 has compiled of it before.
 *
 * @param folder of the build
 * @param command that is to be run
 * @throws where the build is incomplete
 */
export function openProgram(folder: URL, command = ''): Program {
  const node = createRequire(folder);
  const compiled = new CompiledCode(folder);
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
  const open = (name: (typeof PARTS)[number]): Readonly<Record<string, Chunk>> => {
    const use = name === 'engine' && /^[a-z]+$/.test(command) ? command : 'all';
    const part: Part = compiled.compile(name, use).runInThisContext();
    return part(new URL(`${name}.cjs`, folder).href, (path) => import(new URL(path, folder).href));
  };
  const find = (name: string): Chunk => {
    for (let chunk = chunks.get(name); ; chunk = chunks.get(name)) {
      if (chunk !== undefined) return chunk;
      const part = closed.shift();
      if (part === undefined) throw new Error(`the build of this program lacks ${name}; install it again`);
      for (const [each, made] of Object.entries(open(part))) chunks.set(each, made);
    }
  };
  // Written by the build beside this file, from the module whose type it is.
  const { run }: Pick<Program, 'run'> = Object(require('./run.js'));
  return { run, keepCompiled: () => compiled.keep() };
}
