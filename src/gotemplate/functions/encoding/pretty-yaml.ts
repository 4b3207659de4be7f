import { analyzeText } from '../../../yaml/node/analyze-text.ts';
import { emitPlain, emitString } from '../../../yaml/print/emit-scalar.ts';
import { Emitter } from '../../../yaml/print/emitter.ts';
import { formatFloat } from '../../format/float.ts';
import { encodeText } from '../../value/bytes.ts';
import { integerOf } from '../../value/kinds.ts';
import { GoList, GoMap, GoObject, type Value } from '../../value/value.ts';
import { Time } from '../dates/time.ts';
import { toBase64 } from './base.ts';

const MAX_SIMPLE_KEY = 128;

/** go-yaml v3 writes lines of any width. */
class WideEmitter extends Emitter {
  override get isWide(): boolean {
    return false;
  }
}

/**
 * @returns a value as go-yaml v3 prints it with an indent of two, lists within maps indented: Helm's `toYamlPretty`,
 * without the last line break
 */
export function writePrettyYaml(value: Value): string {
  const emitter = new WideEmitter();
  emit(emitter, value, -1);
  emitter.indent(0);
  return emitter.out.replace(/\n$/, '');
}

function emit(emitter: Emitter, value: Value, parent: number): void {
  const indent = Math.max(parent, 0) + 2;
  if (typeof value === 'string') emitText(emitter, value, indent);
  else if (typeof value === 'number') emitPlain(emitter, float(value), indent, false);
  else if (value === null || value === undefined) emitPlain(emitter, 'null', indent, false);
  else if (typeof value === 'boolean') emitPlain(emitter, String(value), indent, false);
  else if (value instanceof GoList) emitList(emitter, value.items, parent);
  else if (value instanceof GoMap) emitMap(emitter, value.entries(), parent);
  else if (value instanceof GoObject) emitObject(emitter, value, parent);
  else emitPlain(emitter, String(integerOf(value) ?? ''), indent, false);
}

/** Bytes that are not UTF-8 make it binary. */
function emitText(emitter: Emitter, text: string, indent: number): void {
  if (!text.isWellFormed()) emitPlain(emitter, `!!binary ${toBase64(encodeText(text))}`, indent, false);
  else emitString(emitter, text, indent, !text.includes('\n') && analyzeText(text).plain);
}

function emitObject(emitter: Emitter, object: GoObject, parent: number): void {
  const plain = object.plain();
  // A time is of a type of its own, not a text.
  if (object instanceof Time) emitPlain(emitter, String(plain), Math.max(parent, 0) + 2, false);
  else if (plain !== undefined) emit(emitter, plain, parent);
  else
    emitMap(
      emitter,
      [...object.fields].map(([name, value]) => [name.toLowerCase(), value]),
      parent,
    );
}

function emitMap(emitter: Emitter, entries: readonly (readonly [string, Value])[], parent: number): void {
  if (entries.length === 0) {
    emitter.indicate('{}', true, false, false);
    return;
  }
  const indent = parent < 0 ? 0 : parent + 2;
  for (const [key, value] of entries) {
    emitter.indent(indent);
    const isSimple = new TextEncoder().encode(key).length <= MAX_SIMPLE_KEY && !analyzeText(key).multiline;
    if (!isSimple) emitter.indicate('?', true, false, true);
    emitString(emitter, key, indent + 2, isSimple);
    if (!isSimple) emitter.indent(indent);
    emitter.indicate(':', !isSimple, false, !isSimple);
    emit(emitter, value, indent);
  }
}

function emitList(emitter: Emitter, items: readonly Value[], parent: number): void {
  if (items.length === 0) {
    emitter.indicate('[]', true, false, false);
    return;
  }
  const indent = parent < 0 ? 0 : parent + 2;
  for (const item of items) {
    emitter.indent(indent);
    emitter.indicate('-', true, false, true);
    emit(emitter, item, indent);
  }
}

function float(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return formatFloat(value, 'g', -1);
}
