import { type Html, html, trusted } from './html.ts';
import { style } from './style.ts';

/** Where a page's links lead: into the running server, or to its neighbours in a folder. */
export interface Links {
  readonly live: boolean;
  readonly index: string;
  pull(fullName: string, number: number): string;
}

export const liveLinks: Links = { live: true, index: '/', pull: (name, number) => `/${name}/pull/${number}` };

/** Pages lie at `owner/name/pull/number/index.html`; `up` leads from one of them to the top. */
export const folderLinks = (up: string): Links => ({
  live: false,
  index: `${up}index.html`,
  pull: (name, number) => `${up}${name}/pull/${number}/index.html`,
});

export const layout = (title: string, content: Html): string =>
  `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title><style>${trusted(style)}</style></head><body><main>${content}</main></body></html>`
      .html
  }\n`;
