import { toBase64 } from '../../gotemplate/functions/encoding/base.ts';
import { writeYaml } from '../../gotemplate/functions/encoding/yaml.ts';
import { decodeBytes } from '../../gotemplate/value/bytes.ts';
import { compareText } from '../../gotemplate/value/compare-text.ts';
import { family } from '../../gotemplate/value/family.ts';
import { SizedInteger } from '../../gotemplate/value/number.ts';
import {
  BYTE_LIST,
  type FunctionTable,
  GoList,
  GoMap,
  type MapType,
  STRING_MAP,
  stringList,
  type Value,
} from '../../gotemplate/value/value.ts';
import type { ChartFile } from '../chart/chart.ts';
import { compileGlob } from './glob.ts';

const FILES: MapType = {
  name: 'engine.files',
  element: '[]uint8',
  methods: (map) => (map instanceof Files ? map.functions : new Map()),
};
const NO_BYTES = new Uint8Array();
/** Of each byte, shared by all files. */
const BYTES = Array.from({ length: 256 }, (_, byte) => new SizedInteger('uint8', BigInt(byte)));

/** `.Files`: a map of paths to bytes, which become values only where a template looks at them. */
export class Files extends GoMap {
  readonly #files: ReadonlyMap<string, Uint8Array>;
  readonly #lists = new Map<string, GoList>();

  constructor(files: Iterable<readonly [string, Uint8Array]>) {
    super([], FILES);
    this.#files = new Map(files);
  }

  override get size(): number {
    return this.#files.size;
  }

  override has(key: string): boolean {
    return this.#files.has(key);
  }

  override get(key: string): Value {
    const bytes = this.#files.get(key);
    if (bytes === undefined) return undefined;
    const list = this.#lists.get(key) ?? listOf(bytes);
    this.#lists.set(key, list);
    return list;
  }

  override mapped(make: (value: Value) => Value): GoMap {
    const entries = this.keys().map((key): readonly [string, Value] => [key, make(this.get(key))]);
    return new GoMap(entries, this.type);
  }

  override keys(): readonly string[] {
    return [...this.#files.keys()].sort(compareText);
  }

  /** Its methods: pkg/engine/files.go of Helm. */
  get functions(): FunctionTable {
    return family('helm pkg/engine/files.go', {
      AsConfig: { takes: [], run: () => this.#asMap(decodeBytes) },
      AsSecrets: { takes: [], run: () => this.#asMap(toBase64) },
      Get: { takes: ['string'], run: (path: string) => decodeBytes(this.#bytes(path)) },
      GetBytes: { takes: ['string'], run: (path: string) => this.get(path) ?? listOf(NO_BYTES) },
      Glob: { takes: ['string'], run: (pattern: string) => this.#glob(pattern) },
      Lines: { takes: ['string'], run: (path: string) => stringList(this.#lines(path)) },
    });
  }

  #bytes(path: string): Uint8Array {
    return this.#files.get(path) ?? NO_BYTES;
  }

  #asMap(write: (bytes: Uint8Array) => string): string {
    const entries = [...this.#files].map(([path, bytes]): readonly [string, Value] => [
      path.slice(path.lastIndexOf('/') + 1),
      write(bytes),
    ]);
    return writeYaml(new GoMap(entries, STRING_MAP));
  }

  #glob(pattern: string): GoMap {
    const matches = compileGlob(pattern);
    return new Files([...this.#files].filter(([path]) => matches(path)));
  }

  #lines(path: string): readonly string[] {
    if (!this.#files.has(path)) return [];
    return decodeBytes(this.#bytes(path)).replace(/\n$/, '').split('\n');
  }
}

/** @returns `.Files` of a chart */
export function filesObject(files: readonly ChartFile[]): GoMap {
  return new Files(files.map(({ path, bytes }) => [path, bytes]));
}

function listOf(bytes: Uint8Array): GoList {
  return new GoList(() => Array.from(bytes, (byte) => BYTES[byte] ?? null), BYTE_LIST);
}
