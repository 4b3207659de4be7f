import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';

/**
 * @param docs the folder of the pages.
 * @returns the sidebar: what the index of the docs lists, in its order, and below its last section the decisions.
 */
export function sidebarOf(docs: string): DefaultTheme.SidebarItem[] {
  const [, ...sections] = readFileSync(join(docs, 'README.md'), 'utf8').split(/^## /m);
  const groups = sections.map((section): DefaultTheme.SidebarItem => {
    const [text = ''] = section.split('\n', 1);
    const items = [...section.matchAll(/^- \[([^\]]+)\]\(([^)#]+\.md)\)/gm)];
    return {
      text,
      collapsed: false,
      items: items.map(([, title = '', path = '']) => ({ text: title, link: `/${path}` })),
    };
  });
  const decisions = readdirSync(join(docs, 'adr'))
    .filter((file) => /^\d{4}-.*\.md$/.test(file))
    .map((file) => ({ text: titleOf(join(docs, 'adr', file)), link: `/adr/${file}` }));
  return [...groups, { text: 'Decisions', collapsed: true, items: decisions }];
}

function titleOf(page: string): string {
  return /^# (.*)$/m.exec(readFileSync(page, 'utf8'))?.[1] ?? page;
}
