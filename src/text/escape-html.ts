import { proseParts } from './prose-parts.ts';
import { visibleLines, visibleText } from './visible-text.ts';

/** HTML that is known to be well formed and escaped; plain text never is, so the two can't be mixed up. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | undefined | readonly (Html | undefined)[];

/**
 * Fills a template: values are escaped, unless they are {@link Html}; `undefined` becomes nothing.
 * Characters that cannot be seen, or turn the direction of others, are shown by their codes.
 */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(template.map((text, index) => text + filled(parts[index])).join(''));
}

/** @returns text of several lines as it is, with its line ends */
export function htmlLines(text: string): Html {
  return new Html(escapeHtml(visibleLines(text)));
}

/** @returns one piece after the other */
function htmlAll(parts: readonly (Html | undefined)[]): Html {
  return new Html(parts.map((part) => part?.text ?? '').join(''));
}

/** @returns one of our sentences as HTML: names of the repository in it become code, as they do in Markdown */
export function htmlProse(sentence: string): Html {
  const parts = proseParts(visibleText(sentence, 2_000));
  return htmlAll(parts.map(({ text, isCode }) => (isCode ? html`<code>${text}</code>` : html`${text}`)));
}

function filled(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return htmlAll(part).text;
  return escapeHtml(visibleText(String(part), 2_000));
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
