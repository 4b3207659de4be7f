import { deepEqual } from '../../gotemplate/value/deep-equal.ts';
import { type FunctionTable, GoObject, type Value } from '../../gotemplate/value/value.ts';

const NO_METHODS: FunctionTable = new Map();

/** What a struct, or a pointer to one, is made of. */
interface Parts {
  readonly kind?: 'struct' | 'ptr';
  /** Of a pointer to it, so that a copy has none. */
  readonly methods?: FunctionTable;
  /** How it prints, where a pointer to it has a method `String`. */
  readonly text?: string;
  /** The fields that `fmt` prints, where those are not all. */
  readonly printed?: readonly (readonly [string, Value])[];
  /** The fields that JSON and YAML write, where those are others. */
  readonly tagged?: readonly (readonly [string, Value])[];
}

/** A struct of Helm's, as templates see it. */
export class Struct extends GoObject {
  readonly #fields: ReadonlyMap<string, Value>;
  readonly #methods: FunctionTable;
  readonly #text: string | undefined;

  readonly #printed: ReadonlyMap<string, Value>;
  readonly #tagged: ReadonlyMap<string, Value>;

  constructor(type: string, fields: readonly (readonly [string, Value])[], parts: Parts = {}) {
    const { kind, methods, text, printed = fields, tagged = fields } = parts;
    super(type, kind);
    this.#fields = new Map(fields);
    this.#printed = new Map(printed);
    this.#tagged = new Map(tagged);
    this.#methods = methods ?? NO_METHODS;
    this.#text = text;
  }

  override get fields(): ReadonlyMap<string, Value> {
    return this.#fields;
  }

  override get printed(): ReadonlyMap<string, Value> {
    return this.#printed;
  }

  override get tagged(): ReadonlyMap<string, Value> {
    return this.#tagged;
  }

  override copied(): GoObject {
    if (this.kind === 'ptr' || this.#text === undefined) return this;
    return this.#withoutMethods(this.type);
  }

  /** Fields that only `fmt` sees are not copied. */
  override deepCopied(): GoObject {
    return this.kind === 'ptr' ? this : this.#withoutMethods(this.type, (name) => this.#fields.has(name));
  }

  override pointed(): GoObject {
    if (this.kind !== 'ptr' || this.#text !== undefined) return this;
    return this.#withoutMethods(this.type.slice(1));
  }

  #withoutMethods(type: string, keeps: (name: string) => boolean = () => true): Struct {
    const printed = [...this.#printed].map(([name, value]) => [name, keeps(name) ? value : ''] as const);
    return new Struct(type, [...this.#fields], { printed, tagged: [...this.#tagged] });
  }

  override equals(other: GoObject): boolean {
    if (this === other) return true;
    if (this.kind === 'ptr' || !(other instanceof Struct)) return false;
    return [...this.#printed].every(([name, value]) => deepEqual(value, other.printed.get(name)));
  }

  override get methods(): FunctionTable {
    return this.#methods;
  }

  override text(): string | undefined {
    return this.#text;
  }
}
