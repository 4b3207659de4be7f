import { basename } from 'node:path';
import { build, transform } from 'esbuild';

/** What Node cannot load otherwise than as a module, as what it depends on is one: the modules, and what each exports. */
const MODULES = new Map([
  ['server/start/serve.ts', 'serve'],
  ['cli/commands/mcp/serve-mcp.ts', 'serveMcp'],
]);

/** The same wherever a file is built. */
const SHARED = { platform: 'node', target: 'node20', logLevel: 'warning', minify: true };

/**
 * Puts the command line together in two scripts: what every command needs, and all else. esbuild cuts it into chunks, as
 * it does for modules; in a script each is a function, which runs when it is first asked for.
 *
 * @param common options for esbuild
 * @returns the name and text of each script
 */
export async function programScripts(common) {
  const { outputFiles, metafile } = await build({
    ...common,
    ...SHARED,
    ...{ bundle: true, packages: 'bundle', format: 'esm', splitting: true, metafile: true, write: false },
    entryPoints: ['src/cli/run.ts'],
    define: { 'import.meta.url': '__url' },
    plugins: [{ name: 'modules', setup: askForModules }],
  });
  const atOnce = neededByAll(metafile.outputs);
  const texts = { commands: [], engine: [] };
  for (const { path, text } of outputFiles) {
    // Promises of what is in the same file: nothing is imported.
    const { code } = await transform(text, { ...SHARED, format: 'cjs', supported: { 'dynamic-import': false } });
    const part = atOnce.has(basename(path)) ? texts.commands : texts.engine;
    part.push(`${JSON.stringify(`./${basename(path)}`)}:(exports,require,module)=>{${code}}`);
  }
  return Object.entries(texts).map(([name, chunks]) => [name, `(__url,__load)=>({${chunks.join(',\n')}})`]);
}

function askForModules({ onLoad }) {
  const paths = [...MODULES.keys()].map((path) => path.replace(/[/.]/g, '\\$&'));
  onLoad({ filter: new RegExp(`/src/(${paths.join('|')})$`) }, ({ path }) => {
    const [, name] = [...MODULES].find(([each]) => path.endsWith(`/${each}`));
    const file = `./${basename(path, '.ts')}.js`;
    return { contents: `export const ${name} = async (...given) => (await __load('${file}')).${name}(...given);` };
  });
}

/** The entry, the commands that it lists, and what they import at once. @returns names of files */
function neededByAll(outputs) {
  const byName = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]));
  const importsOf = (name, isWanted) =>
    byName
      .get(name)
      .imports.filter(({ external, kind }) => !external && isWanted(kind))
      .map(({ path }) => basename(path));
  const needed = new Set(['run.js', ...importsOf('run.js', () => true)]);
  for (const name of needed)
    for (const each of importsOf(name, (kind) => kind === 'import-statement')) needed.add(each);
  return needed;
}
