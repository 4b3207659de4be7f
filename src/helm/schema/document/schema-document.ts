import { quoteText } from '../../../gotemplate/format/quote.ts';
import { parseUrl } from '../../../gotemplate/functions/strings/parse-url.ts';
import { GoList, GoMap, type Value } from '../../../gotemplate/value/value.ts';
import { HelmError } from '../../chart/helm-error.ts';
import { type Draft, draftOf, NEWEST_DRAFT, placesOf } from './draft.ts';
import { below, encodePointer, stepInto, stepsOf } from './pointer.ts';
import { decodeFragment, elsewhere, idOf, joinUrls } from './schema-url.ts';

/** A schema with a URL of its own, and those in it that have none. */
interface Resource {
  readonly url: string;
  readonly draft: Draft;
  readonly root: Value;
  /** Where it stands in its document. */
  readonly pointer: string;
  readonly anchors: Map<string, GoMap>;
  readonly dynamicAnchors: Map<string, GoMap>;
}

/** As Helm calls the schema of each chart. */
export const SCHEMA_URL = 'file:///values.schema.json';

/** What a document is, beside its schemas. */
export interface DocumentOptions {
  readonly url?: string;
  /** Whether formats are held to whatever the draft, as in schemas of schemas. */
  readonly assertsFormats?: boolean;
}

/** A schema that is referred to where none is expected, so that nobody has looked at it yet. */
export interface Stranger {
  readonly schema: Value;
  readonly pointer: string;
  readonly draft: Draft;
}

/** A document of schemas that refer to each other: `roots` of santhosh-tekuri/jsonschema. */
export class SchemaDocument {
  readonly root: Value;
  readonly url: string;
  readonly assertsFormats: boolean;
  readonly strangers: Stranger[] = [];
  readonly #resources = new Map<string, Resource>();
  readonly #owners = new Map<GoMap, Resource>();
  readonly #pointers = new Map<GoMap, string>();
  /** Where something stands that is no map. */
  readonly #others = new Set<string>();
  readonly #main: Resource;

  /**
   * @throws SchemaNotChecked where it is of a draft that is not JSON Schema's own; HelmError where two schemas have one name,
   * or a URL is none
   */
  constructor(root: Value, { url = SCHEMA_URL, assertsFormats = false }: DocumentOptions = {}) {
    this.root = root;
    this.url = url;
    this.assertsFormats = assertsFormats;
    const draft = (root instanceof GoMap ? this.#draftOf(root, '') : undefined) ?? NEWEST_DRAFT;
    this.#main = this.#add(url, draft, root, '');
    this.#collect(root, this.#main, '');
  }

  draft(schema: Value): Draft {
    return schema instanceof GoMap ? this.resource(schema).draft : this.#main.draft;
  }

  /** @returns the drafts of schemas with a URL of their own, by where they stand; `undefined` where all are of one */
  get drafts(): ReadonlyMap<string, Draft> | undefined {
    const resources = [...this.#resources.values()];
    if (resources.every(({ draft }) => draft === this.#main.draft)) return undefined;
    return new Map(resources.map(({ pointer, draft }) => [pointer, draft]));
  }

  /** @returns the innermost schema with a URL of its own that a schema is in */
  resource(schema: GoMap): Resource {
    return this.#owners.get(schema) ?? this.#main;
  }

  /** @returns where a schema stands in its document */
  pointer(schema: Value): string {
    return (schema instanceof GoMap ? this.#pointers.get(schema) : undefined) ?? '';
  }

  /**
   * @param from the schema that refers
   * @returns the schema that it refers to, which is noted where it is a stranger
   * @throws SchemaNotChecked where that is elsewhere; HelmError where there is none
   */
  resolve(from: GoMap, ref: string): Value {
    const [url = '', encoded = ''] = ref.split('#', 2);
    const fragment = decodeFragment(encoded, ref);
    const target = url === '' ? this.resource(from).url : joinUrls(this.resource(from).url, url);
    const resource = target === this.url ? this.#main : this.#resources.get(target);
    if (resource === undefined) {
      // Helm takes what it cannot resolve for a schema that allows all.
      if (target.startsWith('urn:')) return true;
      throw elsewhere(target);
    }
    if (fragment !== '' && !fragment.startsWith('/')) {
      const anchor = resource.anchors.get(fragment);
      if (anchor !== undefined) return anchor;
      throw new HelmError(`anchor in ${quoteText(`${target}#${fragment}`)} not found in schema ${quoteText(this.url)}`);
    }
    return this.#at(resource, fragment);
  }

  #at(resource: Resource, pointer: string): Value {
    let value: Value = resource.root;
    let owner = resource;
    for (const step of stepsOf(pointer) ?? ['']) {
      value = stepInto(value, step);
      if (value instanceof GoMap) owner = this.#owners.get(value) ?? owner;
    }
    const whole = resource.pointer + pointer;
    if (value === undefined) throw new HelmError(`json-pointer in ${this.place(whole)} not found`);
    if (this.#isCollected(value, whole)) return value;
    this.#collect(value, owner, whole);
    const draft = value instanceof GoMap ? this.resource(value).draft : owner.draft;
    this.strangers.push({ schema: value, pointer: whole, draft });
    return value;
  }

  /** @returns where something stands, as errors tell it */
  place(pointer: string): string {
    return quoteText(`${this.url}#${encodePointer(pointer)}`);
  }

  #add(url: string, draft: Draft, root: Value, pointer: string): Resource {
    const known = this.#resources.get(url);
    if (known?.pointer === pointer) return known;
    if (known !== undefined) {
      const places = `${quoteText(pointer)} and ${quoteText(known.pointer)}`;
      throw new HelmError(`duplicate id ${quoteText(url)} in ${quoteText(this.url)} at ${places}`);
    }
    const resource = { url, draft, root, pointer, anchors: new Map(), dynamicAnchors: new Map() };
    this.#resources.set(url, resource);
    return resource;
  }

  /** @returns the draft that a schema names */
  #draftOf(schema: GoMap, pointer: string): Draft | undefined {
    const url = schema.get('$schema');
    if (typeof url !== 'string') return undefined;
    const [address = ''] = url.split('#', 1);
    const known = draftOf(url) ?? draftOf(address);
    if (known !== undefined || address.startsWith('urn:')) return known;
    const parsed = parseUrl(address);
    if (typeof parsed === 'string') throw new HelmError(`invalid $schema in ${this.place(pointer)}: ${parsed}`);
    if (pointer === '' && address === this.url) throw new HelmError(`draft ${quoteText(address)} is not supported`);
    throw elsewhere(address);
  }

  #isCollected(schema: Value, pointer: string): boolean {
    return schema instanceof GoMap ? this.#owners.has(schema) : this.#others.has(pointer);
  }

  /** Finds the schemas with a URL or a name within a schema. */
  #collect(schema: Value, parent: Resource, pointer: string): void {
    if (schema === undefined || this.#isCollected(schema, pointer)) return;
    if (!(schema instanceof GoMap)) {
      this.#others.add(pointer);
      return;
    }
    const owner = this.#ownerOf(schema, parent, pointer);
    this.#owners.set(schema, owner);
    this.#pointers.set(schema, pointer);
    this.#nameAnchors(schema, owner, pointer);
    const { one, lists, maps } = placesOf(owner.draft);
    for (const key of one) this.#collect(schema.get(key), owner, below(pointer, key));
    for (const key of lists) {
      const list = schema.get(key);
      if (!(list instanceof GoList)) continue;
      list.items.forEach((item, i) => {
        this.#collect(item, owner, below(pointer, key, String(i)));
      });
    }
    for (const key of maps) {
      const map = schema.get(key);
      if (!(map instanceof GoMap)) continue;
      for (const [name, value] of map.entries()) this.#collect(value, owner, below(pointer, key, name));
    }
  }

  #ownerOf(schema: GoMap, parent: Resource, pointer: string): Resource {
    const named = this.#draftOf(schema, pointer) ?? parent.draft;
    const draft = [named, parent.draft].find((each) => idOf(schema, each).url !== '');
    if (draft === undefined) return parent;
    const { url } = idOf(schema, draft);
    if (typeof parseUrl(url) === 'string') throw new HelmError(`error in parsing id at ${this.place(pointer)}`);
    return this.#add(joinUrls(parent.url, url), draft, schema, pointer);
  }

  #nameAnchors(schema: GoMap, { draft, anchors, dynamicAnchors }: Resource, pointer: string): void {
    const name = (anchor: Value): void => {
      if (typeof anchor !== 'string' || anchor === '') return;
      const known = anchors.get(anchor);
      if (known !== undefined) {
        const places = `${quoteText(this.pointer(known))} and ${quoteText(pointer)}`;
        throw new HelmError(`duplicate anchor ${quoteText(anchor)} in ${quoteText(this.url)} at ${places}`);
      }
      anchors.set(anchor, schema);
    };
    if (draft < 2019) {
      name(idOf(schema, draft).fragment);
      return;
    }
    const anchor = schema.get('$anchor');
    name(anchor);
    const dynamic = draft >= 2020 ? schema.get('$dynamicAnchor') : undefined;
    if (typeof dynamic !== 'string') return;
    // The same name twice for the same schema is no second one.
    if (dynamic !== anchor) name(dynamic);
    dynamicAnchors.set(dynamic, schema);
  }
}
