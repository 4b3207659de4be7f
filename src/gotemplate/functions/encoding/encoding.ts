import { family } from '../../value/family.ts';
import { GoError } from '../../value/go-error.ts';
import { typeName } from '../../value/kinds.ts';
import { ANY_LIST, type GoFunction, GoList, GoMap, type Value } from '../../value/value.ts';
import { decode32, decode64, encode32, encode64 } from './base.ts';
import { writePrettyYaml } from './pretty-yaml.ts';
import { readJson, readJsonText } from './read-json.ts';
import { readToml } from './read-toml.ts';
import { readYaml } from './read-yaml.ts';
import { COMPACT_JSON, INDENTED_JSON, RAW_JSON, writeJson } from './write-json.ts';
import { writeToml } from './write-toml.ts';
import { writeYaml } from './yaml.ts';

type Entry = Omit<GoFunction, 'source'>;
type Writer = (value: Value) => string;

/** Functions that write and read other formats, as sprig has them; Helm replaces some. */
export const ENCODING = family('sprig strings.go, defaults.go', {
  b32dec: { takes: ['string'], run: decode32 },
  b32enc: { takes: ['string'], run: encode32 },
  b64dec: { takes: ['string'], run: decode64 },
  b64enc: { takes: ['string'], run: encode64 },
  mustFromJson: { takes: ['string'], gives: 'any', run: readJson },
  mustToPrettyJson: writer((value) => writeJson(value, INDENTED_JSON)),
  mustToRawJson: writer((value) => writeJson(value, RAW_JSON)),
  toPrettyJson: silent((value) => writeJson(value, INDENTED_JSON)),
  toRawJson: writer((value) => writeJson(value, RAW_JSON)),
});

/** Those that Helm brings or replaces. */
export const HELM_ENCODING = family('helm pkg/engine/funcs.go', {
  fromJson: { takes: ['string'], run: fromJson },
  fromJsonArray: { takes: ['string'], run: fromJsonArray },
  fromToml: { takes: ['string'], run: (text: string) => asMap(() => readToml(text), jsonMismatch) },
  fromYaml: { takes: ['string'], run: (text: string) => asMap(() => readYaml(text) ?? new GoMap(), yamlMismatch) },
  fromYamlArray: {
    takes: ['string'],
    run: (text: string) => asList(() => readYaml(text) ?? new GoList([]), yamlMismatch),
  },
  mustToJson: writer((value) => writeJson(value, COMPACT_JSON)),
  mustToToml: writer(writeToml),
  mustToYaml: writer(writeYaml),
  toJson: silent((value) => writeJson(value, COMPACT_JSON)),
  toToml: {
    takes: ['any'],
    run: (value) => (value === null || value === undefined ? writeToml(value) : orMessage(() => writeToml(value))),
  },
  toYaml: silent(writeYaml),
  toYamlPretty: silent(writePrettyYaml),
});

function writer(write: Writer): Entry {
  return { takes: ['any'], run: (value) => write(value) };
}

/** What cannot be written is written as nothing. */
function silent(write: Writer): Entry {
  return {
    takes: ['any'],
    run: (value) => {
      try {
        return write(value);
      } catch (error) {
        if (error instanceof GoError) return '';
        throw error;
      }
    },
  };
}

function orMessage(write: () => string): string {
  try {
    return write();
  } catch (error) {
    if (error instanceof GoError) return error.message;
    throw error;
  }
}

/** Go goes on behind a number that no float64 holds, and tells of it last. */
function fromJson(text: string): GoMap {
  let error: GoError | undefined;
  const map = asMap(() => {
    const read = readJsonText(text);
    error = read.error;
    return read.value;
  }, jsonMismatch);
  if (error !== undefined && !map.has('Error')) map.set('Error', error.message);
  return map;
}

/** What is no list is told of first. */
function fromJsonArray(text: string): GoList {
  return asList(() => {
    const { value, error } = readJsonText(text);
    if (error !== undefined && (value instanceof GoList || value === null)) throw error;
    return value;
  }, jsonMismatch);
}

/** An error becomes an entry of the map. */
function asMap(read: () => Value, mismatch: (found: Value, wanted: string) => string): GoMap {
  try {
    const value = read();
    if (value instanceof GoMap) return value;
    if (value === null) return new GoMap([], undefined, true);
    return new GoMap([['Error', mismatch(value, 'map[string]interface {}')]]);
  } catch (error) {
    if (error instanceof GoError) return new GoMap([['Error', error.message]]);
    throw error;
  }
}

/** An error becomes the one item of the list. */
function asList(read: () => Value, mismatch: (found: Value, wanted: string) => string): GoList {
  try {
    const value = read();
    if (value instanceof GoList) return value;
    if (value === null) return new GoList([], ANY_LIST, true);
    return new GoList([mismatch(value, '[]interface {}')]);
  } catch (error) {
    if (error instanceof GoError) return new GoList([error.message]);
    throw error;
  }
}

function jsonMismatch(found: Value, wanted: string): string {
  return `json: cannot unmarshal ${jsonKind(found)} into Go value of type ${wanted}`;
}

function yamlMismatch(found: Value, wanted: string): string {
  return `error unmarshaling JSON: while decoding JSON: ${jsonMismatch(found, wanted)}`;
}

function jsonKind(value: Value): string {
  if (value instanceof GoMap) return 'object';
  if (value instanceof GoList) return 'array';
  return typeof value === 'number' ? 'number' : typeName(value);
}
