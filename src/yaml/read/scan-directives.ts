import { isBreak } from '../node/characters.ts';
import type { Cursor } from './cursor.ts';
import type { TagHandles } from './scan-property.ts';

const PERCENT = 37;
const NONE: TagHandles = new Map();

/**
 * Steps over a document's directives and its `---`, as libyaml's `yaml_parser_parse_document_start`.
 * @returns the tag handles it defines.
 * @throws Refusal where a directive is unknown or not followed by `---`.
 */
export function scanDirectives(cursor: Cursor): TagHandles {
  cursor.toToken(false, false);
  const handles = new Map<string, string>();
  let versions = 0;
  const first = cursor.at;
  while (cursor.peek() === PERCENT && cursor.column === 0) {
    const start = cursor.at;
    cursor.eatLine();
    const line = cursor.since(start).replace(/[ \t]+(#.*)?$/, '');
    const tag = /^%TAG[ \t]+(!|![\w-]*!)[ \t]+(\S+)$/.exec(line);
    if (tag?.[1] !== undefined && tag[2] !== undefined && !handles.has(tag[1])) handles.set(tag[1], tag[2]);
    else if (/^%YAML[ \t]+0?1\.0?1$/.test(line) && versions === 0) versions++;
    else cursor.refuse('syntax', 'this directive is not one that kustomize reads; remove the line', start);
    if (isBreak(cursor.peek())) cursor.eatBreak();
    cursor.toToken(false, false);
  }
  const marked = cursor.atDocumentMark() && cursor.text.charAt(cursor.at) === '-';
  if (marked) cursor.at += 3;
  else if (cursor.atDocumentMark()) cursor.refuse('syntax', 'a document ends here before it began; remove the ...');
  else if (handles.size + versions > 0) cursor.refuse('syntax', 'directives are followed by ---; add the line', first);
  return handles.size === 0 ? NONE : handles;
}
