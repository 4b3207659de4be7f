import { GoList, GoMap, type Value } from '../../../gotemplate/value/value.ts';
import { HelmError } from '../../chart/helm-error.ts';
import { type Draft, draftOf, NEWEST_DRAFT, PLACES } from './draft.ts';
import { below, encodePointer, stepInto, stepsOf } from './pointer.ts';
import { SchemaNotChecked } from './schema-not-checked.ts';

/** A schema with a URL of its own, and those in it that have none. */
interface Resource {
  readonly url: string;
  readonly draft: Draft;
  readonly root: Value;
  readonly anchors: Map<string, GoMap>;
  readonly dynamicAnchors: Map<string, GoMap>;
}

/** As Helm calls the schema of each chart. */
export const SCHEMA_URL = 'file:///values.schema.json';

/** A document of schemas that refer to each other. */
export class SchemaDocument {
  readonly root: Value;
  readonly #resources = new Map<string, Resource>();
  readonly #owners = new Map<GoMap, Resource>();
  readonly #pointers = new Map<GoMap, string>();
  readonly #main: Resource;

  /** @throws SchemaNotChecked where it is of a draft that is not JSON Schema's own */
  constructor(root: Value, url = SCHEMA_URL) {
    this.root = root;
    const draft = (root instanceof GoMap ? this.#draftOf(root) : undefined) ?? NEWEST_DRAFT;
    this.#main = this.#add(url, draft, root);
    this.#collect(root, this.#main, '');
  }

  draft(schema: GoMap): Draft {
    return this.resource(schema).draft;
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
   * @returns the schema that it refers to
   * @throws SchemaNotChecked where that is elsewhere; HelmError where there is none
   */
  resolve(from: GoMap, ref: string): Value {
    const [url = '', encoded = ''] = ref.split('#', 2);
    const fragment = decode(encoded, ref);
    const target = url === '' ? this.resource(from).url : join(this.resource(from).url, url);
    const resource = target === SCHEMA_URL ? this.#main : this.#resources.get(target);
    if (resource === undefined) {
      // Helm takes what it cannot resolve for a schema that allows all.
      if (target.startsWith('urn:')) return true;
      throw new SchemaNotChecked(target);
    }
    if (fragment !== '' && !fragment.startsWith('/')) {
      const anchor = resource.anchors.get(fragment);
      if (anchor !== undefined) return anchor;
      throw new HelmError(
        `anchor in ${JSON.stringify(`${target}#${fragment}`)} not found in schema ${JSON.stringify(this.#main.url)}`,
      );
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
    if (value === undefined) {
      const place = `${this.#main.url}#${encodePointer(pointer)}`;
      throw new HelmError(`json-pointer in ${JSON.stringify(place)} not found`);
    }
    this.#collect(value, owner, this.pointer(resource.root) + pointer);
    return value;
  }

  #add(url: string, draft: Draft, root: Value): Resource {
    const resource = { url, draft, root, anchors: new Map<string, GoMap>(), dynamicAnchors: new Map<string, GoMap>() };
    this.#resources.set(url, resource);
    return resource;
  }

  #draftOf(schema: GoMap): Draft | undefined {
    const url = schema.get('$schema');
    if (typeof url !== 'string') return undefined;
    const draft = draftOf(url);
    if (draft === undefined) throw new SchemaNotChecked(url);
    return draft;
  }

  /** Finds the schemas with a URL or a name within a schema. */
  #collect(schema: Value, parent: Resource, pointer: string): void {
    if (!(schema instanceof GoMap) || this.#owners.has(schema)) return;
    const owner = this.#ownerOf(schema, parent);
    this.#owners.set(schema, owner);
    this.#pointers.set(schema, pointer);
    for (const key of PLACES.one) this.#collect(schema.get(key), owner, below(pointer, key));
    for (const key of PLACES.lists) {
      const list = schema.get(key);
      if (!(list instanceof GoList)) continue;
      list.items.forEach((item, i) => {
        this.#collect(item, owner, below(pointer, key, String(i)));
      });
    }
    for (const key of [...PLACES.maps, ...PLACES.libraries]) {
      const map = schema.get(key);
      if (!(map instanceof GoMap)) continue;
      for (const [name, value] of map.entries()) this.#collect(value, owner, below(pointer, key, name));
    }
  }

  #ownerOf(schema: GoMap, parent: Resource): Resource {
    const { draft } = parent;
    const id = draft < 2019 && schema.has('$ref') ? undefined : schema.get(draft === 4 ? 'id' : '$id');
    const [url = '', fragment = ''] = typeof id === 'string' ? id.split('#') : [];
    const owner = url === '' ? parent : this.#add(join(parent.url, url), this.#draftOf(schema) ?? draft, schema);
    if (owner.draft < 2019 && fragment !== '') owner.anchors.set(fragment, schema);
    const { $anchor, $dynamicAnchor } = {
      $anchor: schema.get('$anchor'),
      $dynamicAnchor: schema.get('$dynamicAnchor'),
    };
    if (owner.draft >= 2019 && typeof $anchor === 'string') owner.anchors.set($anchor, schema);
    if (owner.draft >= 2020 && typeof $dynamicAnchor === 'string') {
      owner.anchors.set($dynamicAnchor, schema);
      owner.dynamicAnchors.set($dynamicAnchor, schema);
    }
    return owner;
  }
}

function join(base: string, ref: string): string {
  try {
    return new URL(ref, base).href;
  } catch {
    throw new SchemaNotChecked(ref);
  }
}

function decode(fragment: string, ref: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    throw new HelmError(`error in parsing ${JSON.stringify(ref)}: invalid URL escape`);
  }
}
