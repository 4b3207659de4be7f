import { proseParts, word } from './prose-parts.ts';
import { visibleLines, visibleText } from './visible-text.ts';

/**
 * How text of the repository enters markdown: only as code, where GitHub makes neither mention, link, issue reference,
 * emoji, HTML nor command of it. Plain words, which could be none of these, stay prose.
 */

/** @returns a code span that shows the text and nothing else; also safe in a table cell, whose bars it replaces */
export function code(text: string, limit?: number): string {
  const shown = visibleText(text, limit).replaceAll('|', '❘');
  const fence = '`'.repeat(longestRun(shown, '`') + 1);
  const pad = shown === '' || /^`|`$|^ .* $/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown === '' ? ' ' : shown}${pad}${fence}`;
}

/** @returns a name as a plain word where it is one, else as code: for headlines and table heads */
export function name(text: string, limit?: number): string {
  const shown = visibleText(text, limit);
  return word.test(shown) ? shown : code(text, limit);
}

/**
 * One of our sentences, with names of the repository in it: whatever is not a plain word becomes code.
 * Text in backticks is one name, spaces included.
 */
export function prose(sentence: string, limit = 600): string {
  let result = '';
  for (const { text, isCode } of proseParts(visibleText(sentence, limit))) {
    const next = isCode ? code(text, limit) : text;
    // Two code spans that touch would be read as one with other ends.
    result += result.endsWith('`') && next.startsWith('`') ? ` ${next}` : next;
  }
  return result;
}

/** @returns text inside `<code>` in a line of raw HTML, as a `<summary>` is, where markdown is not read */
function htmlCode(text: string, limit?: number): string {
  const escaped = visibleText(text, limit).replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<code>${escaped}</code>`;
}

/** @returns a name in raw HTML: a plain word, else code */
export function htmlName(text: string, limit?: number): string {
  const shown = visibleText(text, limit);
  return word.test(shown) ? shown : htmlCode(text, limit);
}

/** @returns a fenced block that its content can't close */
export function fence(language: string, content: string): string {
  const shown = visibleLines(content).replace(/\n+$/, '');
  const marks = '`'.repeat(Math.max(3, longestRun(shown, '`') + 1));
  return `${marks}${language}\n${shown}\n${marks}`;
}

/** @returns the text as a quoted mermaid label: everything that could mean something there is an entity */
export function mermaidLabel(text: string, limit = 40): string {
  const shown = visibleText(text, limit).replaceAll(
    /[^\p{L}\p{Nd}/_.+−~→·-]/gu,
    (character) => `#${character.codePointAt(0)};`,
  );
  return `"${shown.replace(/^(\d+)\./, '$1#46;').replace(/^([+-])(?!\d)/, (sign) => `#${sign.charCodeAt(0)};`)}"`;
}

/** @returns a link, or the label alone where there is no address that is plainly http */
export function link(label: string, url: string | undefined): string {
  if (url === undefined || !/^https?:\/\//i.test(url)) return label;
  return `[${label}](${url.replaceAll(/[^\w\-./:?#=&%~+@,]/gu, encode)})`;
}

function encode(character: string): string {
  const lone = /\p{Surrogate}/u.test(character);
  return lone
    ? '%EF%BF%BD'
    : encodeURIComponent(character).replaceAll(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16)}`);
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const each of text) {
    run = each === character ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  return longest;
}
