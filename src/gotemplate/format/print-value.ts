import { decodeBytes } from '../value/bytes.ts';
import { integerOf, typeName } from '../value/kinds.ts';
import { Complex, SizedInteger } from '../value/number.ts';
import { GoList, GoMap, GoObject, type Value } from '../value/value.ts';
import { type Flags, NO_FLAGS, pad } from './flags.ts';
import { formatFloatVerb } from './format-float.ts';
import { formatCharacter, formatInteger, formatQuotedCharacter, formatUnicode } from './format-integer.ts';
import { formatHex, formatQuoted, formatText } from './format-text.ts';

const NIL = '<nil>';
const TEXT_VERBS = 'vsxXq';

/** @returns an argument of `fmt` as a verb prints it: `printArg` of Go's `fmt`. */
export function printArgument(flags: Flags, verb: string, value: Value): string {
  if (value === null || value === undefined)
    return verb === 'T' || verb === 'v' ? pad(flags, NIL) : badVerb(flags, verb, value);
  if (verb === 'T') return formatText(flags, typeName(value));
  if (verb === 'p') return pointer(flags, verb, value);
  return print(flags, verb, value, 0);
}

/** @returns a value as `%v` prints it. */
export function printPlain(value: Value): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return printArgument(NO_FLAGS, 'v', value);
  }
}

function print(flags: Flags, verb: string, value: Value, depth: number): string {
  switch (typeof value) {
    case 'string':
      return printText(flags, verb, value, value);
    case 'boolean':
      return verb === 't' || verb === 'v' ? pad(flags, String(value)) : badVerb(flags, verb, value);
    case 'number':
      return printFloat(flags, verb, value, value);
    case 'bigint':
      return printInteger(flags, verb, value, value);
    default:
      return value === null || value === undefined ? printNil(flags) : printObject(flags, verb, value, depth);
  }
}

function printNil(flags: Flags): string {
  return flags.sharpV ? 'interface {}(nil)' : NIL;
}

function printObject(
  flags: Flags,
  verb: string,
  value: SizedInteger | Complex | GoList | GoMap | GoObject,
  depth: number,
): string {
  if (value instanceof SizedInteger) return printInteger(flags, verb, value.value, value);
  if (value instanceof Complex) return printComplex(flags, verb, value);
  if (verb === 'w') return badVerb(flags, verb, value);
  if (value instanceof GoList) return printList(flags, verb, value, depth);
  if (value instanceof GoMap) return printMap(flags, verb, value, depth);
  return printStruct(flags, verb, value, depth);
}

function printText(flags: Flags, verb: string, text: string, value: Value): string {
  switch (verb) {
    case 'v':
      return flags.sharpV ? formatQuoted(flags, text) : formatText(flags, text);
    case 's':
      return formatText(flags, text);
    case 'x':
    case 'X':
      return formatHex(flags, text, verb);
    case 'q':
      return formatQuoted(flags, text);
    default:
      return badVerb(flags, verb, value);
  }
}

function printInteger(flags: Flags, verb: string, integer: bigint, value: Value): string {
  switch (verb) {
    case 'v':
      if (flags.sharpV && typeName(value).startsWith('uint'))
        return formatInteger({ ...flags, sharp: true }, integer, 16, 'v');
      return formatInteger(flags, integer, 10, verb);
    case 'd':
      return formatInteger(flags, integer, 10, verb);
    case 'b':
      return formatInteger(flags, integer, 2, verb);
    case 'o':
    case 'O':
      return formatInteger(flags, integer, 8, verb);
    case 'x':
    case 'X':
      return formatInteger(flags, integer, 16, verb);
    case 'c':
      return formatCharacter(flags, integer);
    case 'q':
      return formatQuotedCharacter(flags, integer);
    case 'U':
      return formatUnicode(flags, integer);
    default:
      return badVerb(flags, verb, value);
  }
}

function printFloat(flags: Flags, verb: string, float: number, value: Value): string {
  switch (verb) {
    case 'v':
      return formatFloatVerb(flags, float, 'g', -1);
    case 'b':
    case 'g':
    case 'G':
    case 'x':
    case 'X':
      return formatFloatVerb(flags, float, verb, -1);
    case 'f':
    case 'e':
    case 'E':
      return formatFloatVerb(flags, float, verb, 6);
    case 'F':
      return formatFloatVerb(flags, float, 'f', 6);
    default:
      return badVerb(flags, verb, value);
  }
}

function printComplex(flags: Flags, verb: string, value: Complex): string {
  if (!'vbgGxXfFeE'.includes(verb)) return badVerb(flags, verb, value);
  const imaginary = printFloat({ ...flags, plus: true }, verb, value.imaginary, value);
  return `(${printFloat(flags, verb, value.real, value)}${imaginary}i)`;
}

function printList(flags: Flags, verb: string, list: GoList, depth: number): string {
  const isBytes = list.type.element === 'uint8';
  if (isBytes && 'sqxX'.includes(verb)) return printText(flags, verb, decodeBytes(bytesOf(list)), list);
  const hint = flags.sharpV ? list.type.name : '';
  if (flags.sharpV && list.isNil) return `${hint}(nil)`;
  const items = list.items.map((item) => print(flags, verb, item, depth + 1));
  return flags.sharpV ? `${hint}{${items.join(', ')}}` : `[${items.join(' ')}]`;
}

function printMap(flags: Flags, verb: string, map: GoMap, depth: number): string {
  if (flags.sharpV && map.isNil) return `${map.type.name}(nil)`;
  const entries = map.entries().map(([key, value]) => {
    return `${print(flags, verb, key, depth + 1)}:${print(flags, verb, value, depth + 1)}`;
  });
  return flags.sharpV ? `${map.type.name}{${entries.join(', ')}}` : `map[${entries.join(' ')}]`;
}

function printStruct(flags: Flags, verb: string, object: GoObject, depth: number): string {
  const text = flags.sharpV || !TEXT_VERBS.includes(verb) ? undefined : object.text();
  if (text !== undefined) return printText(flags, verb, text, object);
  if (object.kind === 'ptr' && depth > 0) return '0xc000000000';
  const fields = [...object.printed].map(([name, value]) => {
    const printed = print(flags, verb, value instanceof GoObject ? value.copied() : value, depth + 1);
    return flags.plusV || flags.sharpV ? `${name}:${printed}` : printed;
  });
  const type = flags.sharpV ? object.type.replace(/^\*/, '') : '';
  return `${object.kind === 'ptr' ? '&' : ''}${type}{${fields.join(flags.sharpV ? ', ' : ' ')}}`;
}

function bytesOf(list: GoList): Uint8Array {
  return Uint8Array.from(list.items, (item) => Number(integerOf(item) ?? 0n));
}

/** What no two runs print alike is printed as one address. */
function pointer(flags: Flags, verb: string, value: Value): string {
  const isPointer =
    value instanceof GoList || value instanceof GoMap || (value instanceof GoObject && value.kind === 'ptr');
  return isPointer ? '0xc000000000' : badVerb(flags, verb, value);
}

/** Width and precision count for what a wrong verb is told of, too. */
function badVerb(flags: Flags, verb: string, value: Value): string {
  if (value === null || value === undefined) return `%!${verb}(${NIL})`;
  const shown =
    value instanceof GoObject && value.text() !== undefined ? printFields(flags, value) : print(flags, 'v', value, 0);
  return `%!${verb}(${typeName(value)}=${shown})`;
}

/** While it reports a wrong verb, `fmt` calls no methods. */
function printFields(flags: Flags, object: GoObject): string {
  const fields = [...object.printed.values()].map((value) => print(flags, 'v', value, 1));
  return `${object.kind === 'ptr' ? '&' : ''}{${fields.join(' ')}}`;
}
