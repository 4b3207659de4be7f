import { isClusterScoped } from '../../kubernetes/api/read-cluster-scoped.ts';
import { parseApiVersion } from '../../kubernetes/facts/object-ref.ts';
import { Mapping, Scalar } from '../../yaml/node/node.ts';
import { isNull } from '../nodes/is-null.ts';
import type { Gvk } from './gvk.ts';

/** kustomize's name for the namespace of objects that have none. */
export const NO_NAMESPACE = '_non_namespaceable_';

/** @returns one text for an id, for use as a map's key. */
export function idText(id: Gvk & { readonly namespace: string; readonly name: string }): string {
  return `${id.group}/${id.version}/${id.kind}/${id.namespace}/${id.name}`;
}

/** What an object's content says of which object it is: read when it is asked for, and once. */
export class Identity {
  readonly #node: Mapping;
  readonly #isClusterScoped: boolean;
  #apiVersion: string | undefined;
  #gvk: Gvk | undefined;
  #name: string | undefined;
  #namespace: string | undefined;
  #id: string | undefined;

  /** @param isOutsideNamespaces whether a schema says so, whatever the kind is by itself */
  constructor(node: Mapping, isOutsideNamespaces: boolean) {
    this.#node = node;
    this.#isClusterScoped = isOutsideNamespaces;
  }

  get apiVersion(): string {
    this.#apiVersion ??= scalarText(this.#node, 'apiVersion');
    return this.#apiVersion;
  }

  get gvk(): Gvk {
    this.#gvk ??= { ...parseApiVersion(this.apiVersion), kind: scalarText(this.#node, 'kind') };
    return this.#gvk;
  }

  get name(): string {
    this.#name ??= this.#metadata('name');
    return this.#name;
  }

  get namespace(): string {
    this.#namespace ??= this.#metadata('namespace');
    return this.#namespace;
  }

  get clusterScoped(): boolean {
    return this.#isClusterScoped || isClusterScoped(this.apiVersion, this.gvk.kind);
  }

  get effectiveNamespace(): string {
    if (this.clusterScoped) return NO_NAMESPACE;
    return this.namespace === '' ? 'default' : this.namespace;
  }

  get id(): string {
    this.#id ??= idText({ ...this.gvk, namespace: this.effectiveNamespace, name: this.name });
    return this.#id;
  }

  #metadata(key: string): string {
    const metadata = this.#node.get('metadata');
    return metadata instanceof Mapping && !isNull(metadata.get(key)) ? scalarText(metadata, key) : '';
  }
}

function scalarText(mapping: Mapping, key: string): string {
  const value = mapping.get(key);
  return value instanceof Scalar ? value.text : '';
}
