/** A schema that is found when it is asked for: types refer to each other, and to themselves. */
export type LazySchema = () => Schema | undefined;

interface SchemaFacts {
  readonly fields?: ReadonlyMap<string, LazySchema>;
  /** The schema of every value of a map (`additionalProperties`). */
  readonly values?: LazySchema | undefined;
  /** The schema of every item of a list. */
  readonly items?: LazySchema | undefined;
  /** As written: `merge`, `replace`, `retainKeys`, or several with commas. */
  readonly strategy?: string | undefined;
  readonly keys?: readonly string[] | undefined;
}

const NO_FIELDS: ReadonlyMap<string, LazySchema> = new Map();

/**
 * What a strategic merge has to know of one field. That a schema is there at all is a fact too: kustomize looks for
 * another one, by `apiVersion` and `kind`, only where there is none.
 *
 * @see kustomize kyaml/openapi ResourceSchema
 */
export class Schema {
  /** Whether lists of it are merged by key, or by value where there are no keys. */
  readonly merges: boolean;
  /** The fields that tell the items of such a list apart; none for a list of scalars. */
  readonly keys: readonly string[];
  readonly #facts: SchemaFacts;

  constructor(facts: SchemaFacts) {
    this.#facts = facts;
    this.merges = facts.strategy?.split(',').includes('merge') ?? false;
    this.keys = facts.keys ?? [];
  }

  /** @returns the schema of a field, or of any value of a map. */
  field(name: string): Schema | undefined {
    const found = (this.#facts.fields ?? NO_FIELDS).get(name) ?? this.#facts.values;
    return found?.();
  }

  /** @returns the schema of a list's items. */
  elements(): Schema | undefined {
    return this.#facts.items?.();
  }
}

/** A field about which nothing is known but that it is there. */
export const LEAF = new Schema({});
