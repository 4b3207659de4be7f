import { Mapping, Scalar } from '../../yaml/node/node.ts';
import { setShared, unshare } from '../nodes/shared-scalars.ts';
import type { Gvk } from './gvk.ts';
import { Identity, idText } from './identity.ts';
import type { Link, Origin, Trace } from './origin.ts';
import { failAt } from './problem.ts';

/** A name that an object had before a transformer changed it. The namespace is the effective one. */
interface PreviousId {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What a generator asked for when it made an object. */
export interface Generated {
  readonly behavior: 'create' | 'replace' | 'merge' | 'unspecified';
  readonly needsHash: boolean;
}

/** All of a resource but its content: what kustomize keeps in `internal.config.kubernetes.io` annotations. */
export interface Trail {
  readonly origin: Origin;
  /** The reference that brought it into the build at hand; the next one is within what it refers to. */
  readonly via: Link | undefined;
  readonly previousIds: readonly PreviousId[];
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  readonly generated: Generated | undefined;
  /** Names of the vars that take their value from this object. */
  readonly vars: readonly string[];
  /** Whether fields of it hold one scalar together, see `share`. */
  readonly sharesScalars: boolean;
  /** Whether a schema of the build's own says that the kind is not namespaced. */
  readonly isClusterScoped?: boolean;
  /** Who has changed it, where the build is traced. */
  readonly trace?: Trace;
}

/** An object in a build, with the names it had. Immutable: a transformer gives a new one. */
export class Resource {
  readonly node: Mapping;
  readonly trail: Trail;
  readonly #identity: Identity;

  /** @param identity of the same node, where it is known */
  constructor(node: Mapping, trail: Trail, identity?: Identity) {
    this.node = node;
    this.trail = trail;
    this.#identity = identity ?? new Identity(node, trail.isClusterScoped === true);
  }

  /** @returns the same resource with other content; what it shares between fields is set in all of them. */
  withNode(node: Mapping): Resource {
    if (node === this.node) return this;
    return new Resource(this.trail.sharesScalars ? setShared(this.node, node) : node, this.trail);
  }

  /** @returns the same resource with a part of it written again, sharing nothing with what was there. */
  rewritten(node: Mapping): Resource {
    return new Resource(node, this.trail);
  }

  /** @returns the same resource with content that was read again, and so shares nothing. */
  withNewNode(node: Mapping): Resource {
    if (!this.trail.sharesScalars) return this.withNode(node);
    const own = unshare(node);
    return new Resource(own instanceof Mapping ? own : node, { ...this.trail, sharesScalars: false });
  }

  withTrail(change: Partial<Trail>): Resource {
    const isElsewhere = 'isClusterScoped' in change;
    return new Resource(this.node, { ...this.trail, ...change }, isElsewhere ? undefined : this.#identity);
  }

  get apiVersion(): string {
    return this.#identity.apiVersion;
  }

  get kind(): string {
    return this.#identity.gvk.kind;
  }

  get name(): string {
    return this.#identity.name;
  }

  /** As written; empty where the manifest names none. */
  get namespace(): string {
    return this.#identity.namespace;
  }

  get gvk(): Gvk {
    return this.#identity.gvk;
  }

  get clusterScoped(): boolean {
    return this.#identity.clusterScoped;
  }

  /**
   * Where the object lives for the purpose of telling objects apart.
   *
   * @see kustomize kyaml/resid ResId.EffectiveNamespace
   */
  get effectiveNamespace(): string {
    return this.#identity.effectiveNamespace;
  }

  /** Equal for two resources exactly where kustomize holds them to be the same object. */
  get id(): string {
    return this.#identity.id;
  }

  /** Every id it has or had, oldest first, the current one last. */
  get allIds(): readonly string[] {
    const { group, version } = this.gvk;
    return [...this.trail.previousIds.map((previous) => idText({ group, version, ...previous })), this.id];
  }

  /** The first kind, namespace and name: what people wrote. */
  get original(): PreviousId {
    return this.trail.previousIds[0] ?? this.current;
  }

  get current(): PreviousId {
    return { kind: this.kind, namespace: this.effectiveNamespace, name: this.name };
  }

  /**
   * @returns the same resource, remembering the id it has now, unless it is a list that never had a name
   * @throws BuildError where it has lost its name
   */
  remembered(): Resource {
    if (this.name === '' && this.kind.endsWith('List') && this.trail.previousIds.length === 0) return this;
    if (this.name === '' || this.kind === '' || /,/.test(this.name + this.effectiveNamespace)) throw nameless(this);
    return this.withTrail({ previousIds: [...this.trail.previousIds, this.current] });
  }

  labels(): ReadonlyMap<string, string> {
    return this.#stringMap('labels');
  }

  annotations(): ReadonlyMap<string, string> {
    return this.#stringMap('annotations');
  }

  #stringMap(key: string): ReadonlyMap<string, string> {
    const metadata = this.node.get('metadata');
    const map = metadata instanceof Mapping ? metadata.get(key) : undefined;
    if (!(map instanceof Mapping)) return new Map();
    return new Map([...map.entries].map(([name, value]) => [name, value instanceof Scalar ? value.text : '']));
  }
}

/** kustomize notes former names in lists with commas, and fails where a name in them is empty or has one. */
function nameless(resource: Resource): Error {
  const { path } = resource.trail.origin;
  return failAt('invalid-object', `${describeResource(resource)} has no name, no kind, or a comma in its id`, {
    path,
    node: resource.node,
  });
}

/** @returns an id as people write it: `apps/v1 Deployment foo/bar`. */
export function describeResource(resource: Resource): string {
  const name = resource.namespace === '' ? resource.name : `${resource.namespace}/${resource.name}`;
  return `${resource.apiVersion} ${resource.kind} ${name}`.trimStart();
}
