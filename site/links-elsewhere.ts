import { dirname, extname, join } from 'node:path/posix';
import type { MarkdownRenderer } from 'vitepress';

/** What the site serves itself, by the end of its name. */
const SERVED = new Set(['.md', '.json', '.png', '.svg']);

/**
 * Has links to what is no page lead to the repository: to `../../app.yml`, to `../../src/review.ts`, to a folder.
 *
 * @param renderer of the pages; what it makes of links is changed.
 * @param repository the address of the repository at the commit that the site is built from: `https://…/blob/main`.
 */
export function linkElsewhere(renderer: MarkdownRenderer, repository: string): void {
  renderer.core.ruler.push('links-elsewhere', ({ tokens, env }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.attrGet('href');
      if (href === null || /^([a-z]+:|#)/.test(href)) continue;
      const [path = '', anchor] = href.split('#');
      const file = join('docs', dirname(env.relativePath), path);
      if (file.startsWith('docs/') && SERVED.has(extname(file))) continue;
      token.attrSet('href', `${repository}/${file}${anchor === undefined ? '' : `#${anchor}`}`);
    }
  });
}
