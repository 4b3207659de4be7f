import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { anchorOf } from '../anchor-of.ts';
import { keepBraces } from '../keep-braces.ts';
import { linkElsewhere } from '../links-elsewhere.ts';
import { sidebarOf } from '../sidebar.ts';

const docs = fileURLToPath(new URL('../../docs', import.meta.url));
const build = fileURLToPath(new URL('../../build', import.meta.url));

/** Where the project is kept: what the release workflow says. */
const {
  GITHUB_REPOSITORY = 'OWNER/blast-radius',
  GITHUB_SHA = 'HEAD',
  GITHUB_SERVER_URL = 'https://github.com',
} = process.env;
const repository = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;

export default defineConfig({
  title: 'Blast Radius',
  description: 'What will this merge change, where, and why? A reviewer of pull requests to Flux repositories.',
  lang: 'en-US',
  // GitHub Pages serves a project below its name.
  base: `/${GITHUB_REPOSITORY.split('/')[1]}/`,
  srcDir: 'pages',
  outDir: join(build, 'site'),
  cacheDir: join(build, 'site-cache'),
  rewrites: { 'README.md': 'index.md' },
  markdown: {
    anchor: { slugify: anchorOf },
    config: (renderer) => {
      linkElsewhere(renderer, `${repository}/blob/${GITHUB_SHA}`);
      keepBraces(renderer);
    },
  },
  ignoreDeadLinks: 'localhostLinks',
  vite: { resolve: { preserveSymlinks: true } },
  themeConfig: {
    sidebar: sidebarOf(docs),
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: repository }],
    outline: [2, 3],
  },
  buildEnd: ({ outDir }) => {
    for (const schema of readdirSync(docs).filter((file) => file.endsWith('.schema.json'))) {
      cpSync(join(docs, schema), join(outDir, schema));
    }
  },
});
