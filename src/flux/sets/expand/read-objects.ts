import { readFirstDocument } from '../../../gotemplate/functions/encoding/read-yaml.ts';
import { GoError } from '../../../gotemplate/value/go-error.ts';
import { isOldBoolean } from '../../../yaml/node/needs-quotes.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import { Unprintable } from '../../../yaml/node/unprintable.ts';
import { goValue, jsonFloat } from '../../../yaml/read/scalars.ts';
import { SetError } from './set-error.ts';

/** An object that a template wrote. */
export interface ReadObject {
  readonly node: Mapping;
  /** Where its document begins in the text. */
  readonly offset: number;
}

const TRUE_WORD = /^(?:y|yes|on)$/i;

/**
 * @returns the objects in a text, lists taken apart; a document that is no object of Kubernetes, or a kustomization, is
 *   left out
 * @throws SetError where a document is no YAML, or no object
 * @see fluxcd/pkg ssa/utils ReadObjects
 */
export function readObjects(text: string): readonly ReadObject[] {
  return documentsIn(text).flatMap(({ content, offset }) => {
    const node = readDocument(content);
    if (node === undefined) return [];
    const items = node.get('items');
    if (items instanceof Sequence) {
      return items.items.map((item) => {
        if (item instanceof Mapping) return { node: item, offset };
        throw new SetError('an item of a list is not an object');
      });
    }
    return isApplied(node) ? [{ node, offset }] : [];
  });
}

/** @returns the one object in a text, whatever it is. @throws SetError */
export function readObject(text: string): Mapping {
  const [first] = documentsIn(text);
  const node = first === undefined ? undefined : readDocument(first.content);
  if (node === undefined) throw new SetError('it makes no object');
  return node;
}

function isApplied(node: Mapping): boolean {
  const [apiVersion, kind] = [textAt(node, 'apiVersion'), textAt(node, 'kind')];
  if (apiVersion === '' || textAt(node, 'metadata', 'name') === '') return false;
  return kind.toLowerCase() !== 'kustomization' || !apiVersion.startsWith('kustomize.config.k8s.io/');
}

/** @see apimachinery pkg/util/yaml YAMLReader.Read */
function documentsIn(text: string): readonly { readonly content: string; readonly offset: number }[] {
  const documents: { content: string; offset: number }[] = [];
  let start = 0;
  for (const { 0: line, index } of text.matchAll(/^---[^\n]*(?:\n|$)/gm)) {
    const rest = line.slice(3).trim();
    if (rest !== '' && !rest.startsWith('#')) throw new SetError(`"${rest}" stands behind the mark of a document`);
    documents.push({ content: text.slice(start, index), offset: start });
    start = index + line.length;
  }
  documents.push({ content: text.slice(start), offset: start });
  return documents.filter(({ content }) => content.trim() !== '').map(fromFirstLine);
}

/** So that the line of a document is that of its first word. */
function fromFirstLine({ content, offset }: { readonly content: string; readonly offset: number }) {
  const blank = /^(?:[ \t]*(?:#[^\n]*)?\n)*/.exec(content)?.[0].length ?? 0;
  return { content, offset: offset + blank };
}

function readDocument(content: string): Mapping | undefined {
  const plain = readYaml(content);
  if (plain === undefined || (plain instanceof Scalar && plain.tag === 'null')) return undefined;
  if (!(plain instanceof Mapping)) throw new SetError('a document is not an object');
  if (textAt(plain, 'kind') === '') throw new SetError('an object has no kind');
  return plain;
}

function readYaml(content: string): Node | undefined {
  try {
    const node = readFirstDocument(content);
    return node && asJson(node);
  } catch (error) {
    if (error instanceof GoError || error instanceof Unprintable)
      throw new SetError(error.message.replace(/^error converting YAML to JSON: /, ''));
    throw error;
  }
}

/** What a text is worth is settled when it is read: nothing of how it was written is left, nor where. */
function asJson(node: Node): Node {
  if (node instanceof Mapping)
    return new Mapping([...node.entries].map(([key, value]) => [key, asJson(value)] as const));
  if (node instanceof Sequence) return new Sequence(node.items.map(asJson));
  if (node.tag === 'timestamp') return text(node.text);
  if (node.tag === 'str') {
    const isWord = node.style === 'plain' && isOldBoolean(node.text);
    return isWord ? boolean(TRUE_WORD.test(node.text)) : text(node.text);
  }
  const read = goValue(node);
  // An integer that is too large for Go is a float.
  const value = node.tag === 'int' && typeof read === 'string' ? Number(read) : read;
  if (value === null) return new Scalar('null', 'null');
  if (typeof value === 'string') return text(value);
  if (typeof value === 'boolean') return boolean(value);
  const digits = typeof value === 'bigint' ? String(value) : jsonFloat(value, node);
  return new Scalar(digits, /^-?\d{1,18}$/.test(digits) || typeof value === 'bigint' ? 'int' : 'float');
}

function text(value: string): Scalar {
  return new Scalar(value, 'str', 'double');
}

function boolean(value: boolean): Scalar {
  return new Scalar(String(value), 'bool');
}
