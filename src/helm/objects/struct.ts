import { type FunctionTable, GoObject, type Value } from '../../gotemplate/value/value.ts';

const NO_METHODS: FunctionTable = new Map();

/** What a struct, or a pointer to one, is made of. */
interface Parts {
  readonly kind?: 'struct' | 'ptr';
  readonly methods?: FunctionTable;
  /** How it prints, where it has a method `String`. */
  readonly text?: string;
}

/** A struct of Helm's, as templates see it. */
export class Struct extends GoObject {
  readonly #fields: ReadonlyMap<string, Value>;
  readonly #methods: FunctionTable;
  readonly #text: string | undefined;

  constructor(type: string, fields: readonly (readonly [string, Value])[], { kind, methods, text }: Parts = {}) {
    super(type, kind);
    this.#fields = new Map(fields);
    this.#methods = methods ?? NO_METHODS;
    this.#text = text;
  }

  override get fields(): ReadonlyMap<string, Value> {
    return this.#fields;
  }

  override get methods(): FunctionTable {
    return this.#methods;
  }

  override text(): string | undefined {
    return this.#text;
  }
}
