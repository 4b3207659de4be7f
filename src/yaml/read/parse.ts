import { isBreak } from '../node/characters.ts';
import type { Node } from '../node/node.ts';
import { Refusal, type YamlProblem } from '../node/problem.ts';
import type { Source } from '../node/source.ts';
import { Composer, type KeyRules } from './composer.ts';
import { Cursor } from './cursor.ts';
import { ROOT, readBlock } from './read-block.ts';
import type { TagHandles } from './scan-property.ts';
import { Skimmer, Unskimmable } from './skimmer.ts';
import { type DocumentPart, splitDocuments } from './split-documents.ts';

/** What a text holds, and what is wrong with it. */
export interface ParsedYaml {
  /** In their order; an empty or null document is a null scalar. What stands behind a syntax problem is missing. */
  readonly documents: readonly Node[];
  readonly problems: readonly YamlProblem[];
}

const PERCENT = 37;
const NONE: TagHandles = new Map();

/** In characters; kustomize has no limit, and the largest bundles of CRDs stay below 5 MB. */
const MAX_SIZE = 32 * 1024 * 1024;

// libyaml's reader: what is neither tab, line break nor printable, and halves of surrogate pairs.
const FORBIDDEN = /(?![\t\n\r\u0085])[\p{Cc}\p{Cs}\ufffe\uffff]/u;
/** Tells most texts from those that may have one, at a fraction of the cost. */
const NONE_FORBIDDEN = /^[\t\n\r -~\u00a0-\ud7ff\ue000-\ufffd]*$/;

/**
 * Reads a text as kustomize reads a resource file (kyaml's `kio.ByteReader` over go-yaml v3, anchors and merges
 * resolved). An alias is the anchored node itself.
 * @param keys `lenient` for the files that kustomize reads as JSON: of equal keys the last counts
 * @returns the documents and the problems; it never throws.
 */
export function parseYaml(source: Source, keys?: KeyRules): ParsedYaml {
  return parseWith(new Composer(source, keys));
}

/**
 * Reads a text as {@link parseYaml} does, for its upper nodes: those below as many collections as there are levels are
 * empty, of the kind that they have. All its problems are told.
 */
export function skimYaml(source: Source, keys: KeyRules, levels: number): ParsedYaml {
  try {
    return parseWith(new Skimmer(source, keys, levels));
  } catch (error) {
    if (error instanceof Unskimmable) return parseYaml(source, keys);
    throw error;
  }
}

function parseWith(composer: Composer): ParsedYaml {
  const { source } = composer;
  const documents: Node[] = [];
  const refused: Refusal[] = [];
  try {
    guardText(source.text);
    const cursor = new Cursor(source);
    for (const part of splitDocuments(source.text)) documents.push(readDocument(cursor, composer, part));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refused.push(error);
  }
  return { documents, problems: [...composer.problems, ...refused].map((refusal) => toProblem(source, refusal)) };
}

function readDocument(cursor: Cursor, composer: Composer, part: DocumentPart): Node {
  cursor.moveTo(part.start);
  composer.startDocument();
  cursor.toToken(false, false);
  // A part of nothing but comments ends here: the mark that follows is the next part's.
  if (cursor.at >= part.end) return composer.empty(undefined, part.start, false);
  const handles = scanDirectives(cursor);
  const node = readBlock({ cursor, composer, handles }, ROOT);
  // A root in brackets ends with its bracket, and nothing asks go-yaml for what follows.
  if (node.kind !== 'scalar' && node.isFlow) return node;
  cursor.toToken(false, false);
  // kyaml decodes the first document of each part only; what follows an end mark is not even looked at.
  const isEnd = cursor.at >= part.end || (cursor.atDocumentMark() && isLastMark(cursor));
  if (!isEnd) {
    cursor.refuse('syntax', 'this text does not belong to anything above it; check its indentation and quotes');
  }
  return node;
}

/**
 * Steps over a document's directives and its `---`, as libyaml's `yaml_parser_parse_document_start`.
 * @returns the tag handles it defines.
 * @throws Refusal where a directive is unknown or not followed by `---`.
 */
function scanDirectives(cursor: Cursor): TagHandles {
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
    else cursor.refuse('syntax', 'kustomize does not support this directive; remove the line', start);
    if (isBreak(cursor.peek())) cursor.eatBreak();
    cursor.toToken(false, false);
  }
  const marked = cursor.atDocumentMark() && cursor.text.charAt(cursor.at) === '-';
  if (marked) cursor.at += 3;
  else if (cursor.atDocumentMark()) cursor.refuse('syntax', 'a document ends here before it starts; remove the ...');
  else if (handles.size + versions > 0)
    cursor.refuse('syntax', 'directives must be followed by ---; add that line', first);
  return handles.size === 0 ? NONE : handles;
}

/** A `---` that kyaml did not split at, as one behind a lone carriage return, would hide what follows it. */
function isLastMark(cursor: Cursor): boolean {
  return cursor.text.charAt(cursor.at) === '.' || cursor.text.slice(cursor.at + 3).trim() === '\0';
}

function guardText(text: string): void {
  if (text.length > MAX_SIZE)
    throw new Refusal('too-large', `the file has more than ${MAX_SIZE} characters; split it`, 0);
  if (NONE_FORBIDDEN.test(text)) return;
  const at = text.search(FORBIDDEN);
  if (at < 0) return;
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  throw new Refusal(
    'control-character',
    `the character U+${code} is not allowed in YAML; escape it in double quotes or remove it`,
    at,
  );
}

function toProblem(source: Source, refusal: Refusal): YamlProblem {
  const { code, message, offset, isMergeable } = refusal;
  return { code, message, offset, line: source.lineAt(offset), ...(isMergeable && { isMergeable }) };
}
