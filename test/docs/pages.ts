import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { anchorOf } from '../../site/anchor-of.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The pages that people read, by their paths in the project. */
export const pages: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'bench/shape.md',
  ...readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path}`)
    .sort(),
];

/** @returns what a page says. @param page its path in the project. */
export function textOf(page: string): string {
  return readFileSync(`${root}${page}`, 'utf8');
}

/** @returns where a page links to, without what is code. @param page its path in the project. */
export function linksOf(page: string): readonly string[] {
  const prose = textOf(page)
    .replace(/^ *```.*?^ *```/gms, '')
    .replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** @returns the blocks of a page in one language, without their fences. @param page its path in the project. */
export function blocksOf(page: string, language: string): readonly string[] {
  const block = new RegExp(`^ *\`\`\`${language}\\n(.*?)^ *\`\`\`$`, 'gms');
  return [...textOf(page).matchAll(block)].map(([, text = '']) => text);
}

/** @returns the anchors that GitHub gives a page's headings. @param page its path in the project. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of textOf(page)
    .replace(/^ *```.*?^ *```/gms, '')
    .matchAll(/^#{1,6} +(.+)$/gm)) {
    const anchor = anchorOf(heading);
    let free = anchor;
    for (let count = 1; anchors.has(free); count++) free = `${anchor}-${count}`;
    anchors.add(free);
  }
  return anchors;
}
