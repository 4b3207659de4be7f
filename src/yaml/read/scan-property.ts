import { isBlankOrEnd, isWord } from '../node/characters.ts';
import type { Cursor } from './cursor.ts';

const BANG = 33;
const TAG_CHARACTER = /[0-9A-Za-z_\-;/?:@&=+$,.!~*'()[\]%]/;

/** What may stand before a node. */
export interface Properties {
  anchor?: string;
  /** Resolved: `!!str`, `!custom`, or a URI. */
  tag?: string;
}

/** Tag handles that the document's directives define. */
export type TagHandles = ReadonlyMap<string, string>;

const YAML_PREFIX = 'tag:yaml.org,2002:';

/** Reads the name of an anchor or alias, as libyaml's `yaml_parser_scan_anchor`. @throws Refusal where there is none. */
export function scanAnchor(cursor: Cursor): string {
  const opened = cursor.at;
  cursor.at++;
  const start = cursor.at;
  while (isWord(cursor.peek())) cursor.at++;
  const name = cursor.since(start);
  if (name === '' || !(isBlankOrEnd(cursor.peek()) || '?:,]}%@`'.includes(cursor.text.charAt(cursor.at)))) {
    cursor.refuse(
      'syntax',
      'an anchor or alias is named with letters, digits, _ and -; quote the value if it is text',
      opened,
    );
  }
  return name;
}

/** Reads a tag, as libyaml's `yaml_parser_scan_tag`. @throws Refusal where it is malformed or its handle unknown. */
export function scanTag(cursor: Cursor, handles: TagHandles): string {
  const opened = cursor.at;
  const tag = cursor.peek(1) === 60 ? scanVerbatim(cursor) : scanShort(cursor, handles, opened);
  if (!isBlankOrEnd(cursor.peek())) {
    cursor.refuse('syntax', 'a tag ends with a space; quote the value if it is text', opened);
  }
  return tag.startsWith(YAML_PREFIX) ? `!!${tag.slice(YAML_PREFIX.length)}` : tag;
}

function scanVerbatim(cursor: Cursor): string {
  const opened = cursor.at;
  cursor.at += 2;
  const uri = scanUri(cursor);
  if (uri === '' || cursor.text.charAt(cursor.at) !== '>') cursor.refuse('syntax', 'close this tag with >', opened);
  cursor.at++;
  return uri;
}

function scanShort(cursor: Cursor, handles: TagHandles, opened: number): string {
  cursor.at++;
  while (isWord(cursor.peek())) cursor.at++;
  if (cursor.peek() !== BANG) {
    const start = opened + 1;
    cursor.at = start;
    const suffix = scanUri(cursor);
    return suffix === '' ? '!' : (handles.get('!') ?? '!') + suffix;
  }
  cursor.at++;
  const handle = cursor.since(opened);
  const suffix = scanUri(cursor);
  if (suffix === '') cursor.refuse('syntax', 'a tag needs a name after its handle', opened);
  const prefix = handles.get(handle) ?? (handle === '!!' ? YAML_PREFIX : undefined);
  if (prefix === undefined) cursor.refuse('syntax', `the tag handle ${handle} is not defined; use !! or !`, opened);
  return prefix + suffix;
}

function scanUri(cursor: Cursor): string {
  const start = cursor.at;
  while (TAG_CHARACTER.test(cursor.text.charAt(cursor.at))) cursor.at++;
  const uri = cursor.since(start);
  if (!uri.includes('%')) return uri;
  try {
    return decodeURIComponent(uri);
  } catch {
    return cursor.refuse('syntax', 'a % in a tag starts a two-digit hex escape', start);
  }
}
