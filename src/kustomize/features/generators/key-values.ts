import { mapAll } from '../../../tree/objects/needs.ts';
import type { Node } from '../../../yaml/node/node.ts';
import { Unprintable } from '../../../yaml/node/unprintable.ts';
import { checkCharacters } from '../../../yaml/print/check-characters.ts';
import { failAt } from '../../model/problem.ts';
import type { Scope } from '../../model/scope.ts';
import type { Loader } from '../../read/loader.ts';
import { isCiphertext } from '../../read/sops.ts';
import type { GeneratorEntry } from './generator-fields.ts';

/** One entry of a generated ConfigMap or Secret, and the node that asks for it. */
export interface KeyValue {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly by: Node;
  /** The file that the bytes are from, and the line there on which they begin. */
  readonly from?: { readonly path: string; readonly line: number };
  /** Whether the bytes stand for others, which are encrypted here. */
  readonly isOpaque?: boolean;
}

/** How sources are read. */
interface Reading {
  /** Whether they are a Secret's: a source that is not there may be a value, which is not to be quoted. */
  readonly areSecret?: boolean;
}

/**
 * Reads the sources of a generator: env files, literals, files, in this order.
 *
 * @throws BuildError where a source is malformed or absent, or a key repeats
 * @see kustomize api/kv, api/internal/generators/utils.go
 */
export function readKeyValues(
  loader: Loader,
  scope: Scope,
  entry: GeneratorEntry,
  how: Reading = {},
): readonly KeyValue[] {
  const sources: readonly (() => readonly KeyValue[])[] = [
    ...entry.envs.map((source) => () => envFile(loader, scope, source, how)),
    ...entry.literals.map((source) => () => [literal(scope, source)]),
    ...entry.files.map((source) => () => [file(loader, scope, source, how)]),
  ];
  const pairs = mapAll(sources, (read) => read()).flat();
  const keys = new Set<string>();
  for (const { key, by } of pairs) {
    if (keys.has(key)) {
      const message = `the key "${key}" appears twice in "${entry.name?.text ?? ''}"`;
      throw failAt('invalid-generator', message, { path: scope.path, node: by, fix: 'Remove one of them.' });
    }
    keys.add(key);
  }
  return pairs;
}

type Text = GeneratorEntry['literals'][number];

const encoder = new TextEncoder();

function literal(scope: Scope, source: Text): KeyValue {
  const text = asArgument(scope, source);
  const equals = text.indexOf('=');
  if (equals <= 0) {
    const message = 'a literal must be written key=value';
    throw failAt('invalid-generator', message, { path: scope.path, node: source });
  }
  const value = unquote(text.slice(equals + 1));
  return { key: text.slice(0, equals), bytes: encoder.encode(value), by: source };
}

/**
 * Gives a literal as a generator gets it: kustomize writes the entry as YAML and reads that again, which folds the line
 * break U+0085, and the blanks around it, as it folds others in quotes.
 *
 * @throws BuildError where the text cannot be read again
 * @see kustomize api/internal/target KustTarget.configureBuiltinPlugin; goyaml.v2 scannerc.go yaml_parser_scan_flow_scalar
 */
function asArgument(scope: Scope, source: Text): string {
  const { text } = source;
  try {
    checkCharacters(text, source);
  } catch (error) {
    if (!(error instanceof Unprintable)) throw error;
    throw failAt('invalid-generator', error.message, { path: scope.path, node: source });
  }
  if (!text.includes('\u0085')) return text;
  if (text.includes('\n')) return text.replaceAll('\u0085', ' ');
  return text.replace(/[ \t]*(\u0085[ \t\u0085]*)/g, (_, breaks: string) => {
    const count = breaks.split('\u0085').length - 1;
    return count === 1 ? ' ' : '\n'.repeat(count - 1);
  });
}

/** One pair of equal quotes around a literal's value is the shell's, not the value's. */
function unquote(value: string): string {
  const first = value[0];
  const isQuoted = value.length >= 2 && (first === '"' || first === "'") && value.endsWith(first);
  return isQuoted ? value.slice(1, -1) : value;
}

function file(loader: Loader, scope: Scope, source: Text, how: Reading): KeyValue {
  const [left = '', right, ...more] = source.text.split('=');
  const malformed = more.length > 0 || (right !== undefined && (left === '' || right === ''));
  if (malformed) {
    const message = 'a file must be a path, or key=path with one "="';
    throw failAt('invalid-generator', message, { path: scope.path, node: source });
  }
  const path = right ?? left;
  const key = right === undefined ? path.slice(path.replace(/\/+$/, '').lastIndexOf('/') + 1) : left;
  const called = how.areSecret === true && right !== undefined ? `the file of the key "${key}"` : undefined;
  const content = contentOf(loader, scope, source, path, called);
  const pair = { key, bytes: content.bytes, by: source, from: { path: content.path, line: 1 } };
  return content.isDecrypted ? { ...pair, isOpaque: true } : pair;
}

function envFile(loader: Loader, scope: Scope, source: Text, how: Reading): readonly KeyValue[] {
  const [key = '', value] = source.text.split('=', 2);
  const called = how.areSecret === true && value !== undefined ? `an env file that begins with "${key}="` : undefined;
  const { bytes, isDecrypted, path } = contentOf(loader, scope, source, source.text, called);
  const text = decodeLines(bytes);
  if (text === undefined) {
    const message = `"${source.text}" is not UTF-8; an env file must be`;
    throw failAt('invalid-generator', message, { path: scope.path, node: source });
  }
  return text.flatMap((line, index) => {
    const trimmed = (index === 0 ? line.replace(/^\uFEFF/, '') : line).replace(GO_SPACE, '');
    if (trimmed === '' || trimmed.startsWith('#')) return [];
    const equals = trimmed.indexOf('=');
    const key = equals < 0 ? trimmed : trimmed.slice(0, equals);
    const value = equals < 0 ? '' : trimmed.slice(equals + 1);
    const isOpaque = isDecrypted && isCiphertext(value);
    const pair = { key, bytes: encoder.encode(value), by: source, from: { path, line: index + 1 } };
    return key === '' ? [] : [isOpaque ? { ...pair, isOpaque } : pair];
  });
}

/** What Go's `unicode.IsSpace` holds to be space, at the start of a line. */
const GO_SPACE = /^[\t\n\v\f\r \u0085\u00A0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

function decodeLines(bytes: Uint8Array): readonly string[] | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.split('\n').map((line) => line.replace(/\r$/, ''));
  } catch {
    return undefined;
  }
}

function contentOf(loader: Loader, scope: Scope, source: Text, path: string, called?: string) {
  const from = { path: scope.path, node: source, ...(called === undefined ? {} : { called }) };
  const found = loader.file(scope.directory, path, from);
  return { ...loader.content(found, from), path: found.path };
}
