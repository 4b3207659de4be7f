import { KeptById } from '../../memo/by-id.ts';
import type { Memory } from '../../memo/memory.ts';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { Source } from '../../yaml/node/source.ts';
import type { KeyRules } from '../../yaml/read/composer.ts';
import { type ParsedYaml, parseYaml } from '../../yaml/read/parse.ts';

/** A file's text and what is in it. */
export interface ParsedBlob extends ParsedYaml {
  readonly source: Source;
}

/** In characters, whose parsed form takes several times as much. */
const PARSED = new KeptById<ParsedBlob>({
  capacity: 16 * 1024 * 1024,
  weigh: ({ source }) => source.text.length + 500,
});

/**
 * Parses a file, unless the same content was parsed by the same rules before.
 *
 * @param id of the blob
 * @param keys by which rules its keys are read
 * @param text gives the blob's text; asked only where it has to be parsed. What it throws is thrown on
 */
export function parseOnce(memory: Memory, id: ObjectId, keys: KeyRules, text: () => string): ParsedBlob {
  return PARSED.once(memory, keys === 'strict' ? id : `${id} ${keys}`, () => {
    const source = new Source(text(), id);
    memory.countParsed();
    return { source, ...parseYaml(source, keys) };
  });
}
