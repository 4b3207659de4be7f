import type { Delimiters } from './lexer.ts';
import { Lexer } from './lexer.ts';
import type { ListNode, SourceText } from './node.ts';
import { Parser } from './parser.ts';

/** A template's own name is that of its file, or what `define` and `block` say. */
export type ParsedTemplates = ReadonlyMap<string, ListNode>;

export const DEFAULT_DELIMITERS: Delimiters = { left: '{{', right: '}}' };

/**
 * @param name under which the text's own template is known, and which errors give
 * @param isFunction tells which functions there are
 * @returns the templates that a text holds, its own among them: `parse.Parse` of Go's text/template/parse
 * @throws ParseError with Go's message
 */
export function parseTemplate(
  name: string,
  text: string,
  isFunction: (name: string) => boolean,
  delimiters = DEFAULT_DELIMITERS,
): ParsedTemplates {
  const source: SourceText = { name, text, delimiters };
  const templates = new Map<string, ListNode>();
  new Parser(source, new Lexer(text, delimiters), isFunction, templates).parseAll(name);
  return templates;
}
