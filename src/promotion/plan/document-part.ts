import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { splitDocuments } from '../../yaml/read/split-documents.ts';
import type { Draft } from './draft.ts';
import { refuse } from './promotion-refusal.ts';

/** Where the document of one object is in its file. */
interface DocumentPart {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether the file holds no other object. */
  readonly isAlone: boolean;
}

/** @throws PromotionRefusal where the object cannot be told apart from others, or the file also has a Secret */
export function documentPartOf(draft: Draft, path: string, kind: string, name: string): DocumentPart {
  const text = draft.read(path) ?? refuse(`${path} does not exist`);
  const { documents } = parseYaml(new Source(text.replace(/^\ufeff/, '')));
  const parts = splitDocuments(text);
  const found = [...documents.keys()].filter((at) => isNamed(documents[at], kind, name));
  const part = parts[found[0] ?? -1];
  if (part === undefined || found.length !== 1 || parts.length !== documents.length)
    refuse(`${kind} ${name} cannot be located in the text of ${path}`, 'Edit the file by hand.');
  const isAlone = documents.filter((node) => node instanceof Mapping).length === 1;
  return isAlone ? { text, start: 0, end: text.length, isAlone } : { text, start: part.start, end: part.end, isAlone };
}

/** @returns whether a file has the document of an object; false where there is no file */
export function holdsDocument(draft: Draft, path: string, kind: string, name: string): boolean {
  const text = draft.files.find(path).kind === 'file' ? draft.read(path) : undefined;
  if (text === undefined) return false;
  const { documents } = parseYaml(new Source(text.replace(/^\ufeff/, '')), 'lenient');
  return documents.some((node) => isNamed(node, kind, name));
}

function isNamed(node: Node | undefined, kind: string, name: string): boolean {
  const metadata = node instanceof Mapping ? node.get('metadata') : undefined;
  return textIn(node, 'kind') === kind && textIn(metadata, 'name') === name;
}

/** @returns the text of a mapping's scalar; empty where there is none. */
export function textIn(node: Node | undefined, key: string): string {
  const value = node instanceof Mapping ? node.get(key) : undefined;
  return value instanceof Scalar ? value.text : '';
}
