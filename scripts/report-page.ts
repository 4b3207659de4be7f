import { readFileSync } from 'node:fs';
import { buildSync } from 'esbuild';

/** Where the scripts and the style of the HTML pages stand, each as a browser takes it. */
const PAGE = 'src/report/html/page';

/**
 * The scripts and the style of the HTML pages as a module: the core reads no files, and a page must need no others.
 *
 * @returns what `src/report/html/page.generated.ts` holds
 */
export function reportPage(): string {
  return [
    `/** ${PAGE} as text, written by \`npm run schemas\`. */`,
    constant('SCRIPT', bundled(`${PAGE}/script.js`)),
    constant('FLEET_SCRIPT', bundled(`${PAGE}/fleet/fleet.js`)),
    constant('STYLE', readFileSync(`${PAGE}/style.css`, 'utf8')),
  ].join('\n\n');
}

/** A script and what it imports, as one that imports nothing. */
function bundled(path: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [path],
    bundle: true,
    format: 'iife',
    target: 'es2023',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}

/** Line by line, so that a change of one shows as a change of one. */
function constant(name: string, text: string): string {
  const lines = text.trimEnd().split('\n');
  return `export const ${name} = [\n${lines.map((line) => `  ${JSON.stringify(line)},\n`).join('')}].join('\\n');\n`;
}
