import { analyzeText } from '../node/analyze-text.ts';
import { Mapping, type Node, Scalar } from '../node/node.ts';
import { goValue, printFloat } from '../read/scalars.ts';
import { checkCharacters } from './check-characters.ts';
import { emitPlain, emitString } from './emit-scalar.ts';
import { Emitter } from './emitter.ts';

/** A longer key is written behind a question mark: libyaml's `yaml_emitter_check_simple_key`, in UTF-8 bytes. */
const MAX_SIMPLE_KEY = 128;

const NEXT_LINES = / *\u0085[ \u0085]*/g;

/**
 * Prints an object as `kustomize build` does: through JSON, with sorted keys (`Resource.AsYAML`, sigs.k8s.io/yaml's
 * `JSONToYAML`).
 * @throws Unprintable where kustomize fails.
 */
export function printYaml(node: Node): string {
  const emitter = new Emitter();
  emitNode(emitter, node, -1, false);
  emitter.indent(0);
  return emitter.out;
}

/** Prints objects as the output of one build. @throws Unprintable where kustomize fails. */
export function printYamlDocuments(nodes: readonly Node[]): string {
  return nodes.map(printYaml).join('---\n');
}

/** @param inMapping whether it is a mapping's value, whose lists are not indented. */
function emitNode(emitter: Emitter, node: Node, indent: number, inMapping: boolean): void {
  if (node instanceof Scalar) emitScalar(emitter, node, Math.max(indent, 0) + 2);
  else if (node instanceof Mapping) emitMapping(emitter, node, indent);
  else emitSequence(emitter, node.items, indent, inMapping);
}

function emitMapping(emitter: Emitter, node: Mapping, parent: number): void {
  if (node.entries.size === 0) {
    emitter.indicate('{}', true, false, false);
    return;
  }
  const indent = parent < 0 ? 0 : parent + 2;
  for (const key of sortedKeys(node.entries)) {
    const value = node.entries.get(key);
    if (value === undefined) continue;
    emitter.indent(indent);
    const isSimple = emitKey(emitter, throughJson(key), indent);
    if (!isSimple) emitter.indent(indent);
    emitter.indicate(':', !isSimple, false, !isSimple);
    emitNode(emitter, value, indent, true);
  }
}

/** @returns whether the key needed no question mark. */
function emitKey(emitter: Emitter, key: string, indent: number): boolean {
  const isShort = key.length * 3 <= MAX_SIMPLE_KEY || utf8Length(key) <= MAX_SIMPLE_KEY;
  const isSimple = isShort && !analyzeText(key).multiline;
  if (!isSimple) emitter.indicate('?', true, false, true);
  emitString(emitter, key, indent + 2, isSimple);
  return isSimple;
}

function emitSequence(emitter: Emitter, items: readonly Node[], parent: number, inMapping: boolean): void {
  if (items.length === 0) {
    emitter.indicate('[]', true, false, false);
    return;
  }
  const isIndentless = inMapping && !emitter.indention;
  const indent = parent < 0 ? 0 : isIndentless ? parent : parent + 2;
  for (const item of items) {
    emitter.indent(indent);
    emitter.indicate('-', true, false, true);
    emitNode(emitter, item, indent, false);
  }
}

function emitScalar(emitter: Emitter, scalar: Scalar, indent: number): void {
  const value = goValue(scalar);
  if (typeof value === 'string') emitString(emitter, throughJson(value, scalar), indent, false);
  else emitPlain(emitter, typeof value === 'number' ? printFloat(value, scalar) : String(value), indent, false);
}

/**
 * @returns the keys of a mapping in the order in which they are printed; kustomize's has circles (a2 < a10 < a1b < a2),
 * where its output changes by chance, and ours never does
 */
export function sortedKeys(entries: ReadonlyMap<string, Node>): readonly string[] {
  return [...entries.keys()].sort().sort(compareKeys);
}

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const c = character.codePointAt(0) ?? 0;
    length += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
  return length;
}

/**
 * @returns a string as it comes out of kustomize's detour: printed as JSON, read as YAML, to which NEL is a line break
 * that folds.
 * @throws Unprintable where the reader refuses a character.
 */
function throughJson(text: string, scalar?: Scalar): string {
  checkCharacters(text, scalar);
  if (!text.includes('\u0085')) return text;
  return text.replace(NEXT_LINES, (run) => {
    const count = run.replaceAll(' ', '').length;
    return count === 1 ? ' ' : '\n'.repeat(count - 1);
  });
}

const LETTER = /^\p{L}/u;
const DIGIT = /^\p{Nd}/u;

/** Orders keys as go-yaml v2's `keyList.Less`: letters by code, numbers by size, and both behind everything else. */
function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return compareAt(a, b, startOfPair(a, i));
  }
  return a.length - b.length;
}

/** Go compares code points; a pair of surrogates that differs in its second half differs at its first. */
function startOfPair(text: string, i: number): number {
  const c = text.charCodeAt(i - 1);
  return c >= 0xd800 && c <= 0xdbff ? i - 1 : i;
}

function compareAt(a: string, b: string, i: number): number {
  const x = a.codePointAt(i) ?? 0;
  const y = b.codePointAt(i) ?? 0;
  const isLetterX = isLetter(x);
  const isLetterY = isLetter(y);
  if (isLetterX && isLetterY) return x - y;
  if (isLetterX || isLetterY) return isLetterY ? -1 : 1;
  // A zero within a number that has begun does not start a shorter one: 100 and 10 compare as 1000 and 10.
  const seed = (x === 48 || y === 48) && isBehindNumber(a, i) ? 1n : 0n;
  const left = readNumber(a, i, seed);
  const right = readNumber(b, i, seed);
  if (left.value !== right.value) return left.value < right.value ? -1 : 1;
  return left.digits !== right.digits ? left.digits - right.digits : x - y;
}

function isBehindNumber(text: string, i: number): boolean {
  for (let j = i - 1; j >= 0 && isDigit(text.charCodeAt(j)); j--) if (text.charCodeAt(j) !== 48) return true;
  return false;
}

function readNumber(text: string, start: number, seed: bigint): { readonly value: bigint; readonly digits: number } {
  let value = seed;
  let digits = 0;
  for (const character of text.slice(start)) {
    const c = character.codePointAt(0) ?? 0;
    if (!isDigit(c)) break;
    value = BigInt.asIntN(64, value * 10n + BigInt(c - 48));
    digits++;
  }
  return { value, digits };
}

function isLetter(c: number): boolean {
  if (c < 128) return (c >= 97 && c <= 122) || (c >= 65 && c <= 90);
  return LETTER.test(String.fromCodePoint(c));
}

function isDigit(c: number): boolean {
  if (c < 128) return c >= 48 && c <= 57;
  return DIGIT.test(String.fromCodePoint(c));
}
