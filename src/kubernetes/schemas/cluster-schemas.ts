import { nearest } from '../../text/nearest.ts';
import type { Mapping } from '../../yaml/node/node.ts';
import { NEWEST_KUBERNETES } from '../api/api-types.generated.ts';
import { type Minor, minorOf } from '../api/kubernetes-version.ts';
import { removedApiVersion } from '../api/removed-api-versions.ts';
import { kindKey, parseApiVersion } from '../facts/object-ref.ts';
import { apiKindsOf, apiSchema, unknownFieldsOf } from './api-schemas.ts';
import type { CustomKind } from './custom-kinds.ts';
import { type CustomKinds, readCustomKinds } from './custom-kinds.ts';
import type { KnownKind } from './known-kind.ts';

const UNKNOWN: KnownKind = { is: 'unknown' };
const NEWEST = minorOf(NEWEST_KUBERNETES) ?? 0;

/** The kinds that one cluster knows: those of its Kubernetes, and those that its CustomResourceDefinitions bring. */
export class ClusterSchemas {
  /** The release it is judged by. */
  readonly minor: Minor;
  readonly #custom: CustomKinds;
  readonly #others: () => CustomKinds;
  readonly #known = new Map<string, KnownKind>();

  /**
   * @param definitions the CustomResourceDefinitions of `apiextensions.k8s.io/v1` in the cluster; of two that differ for
   *   one kind neither counts
   * @param others gives those of all clusters, of which one is borrowed where the cluster itself has none for a kind
   * @param minor its release; the newest that is known where it is not said
   */
  constructor(definitions: readonly Mapping[], others: () => readonly Mapping[] = () => [], minor: Minor = NEWEST) {
    this.minor = minor;
    this.#custom = readCustomKinds(definitions);
    let read: CustomKinds | undefined;
    this.#others = () => {
      read ??= readCustomKinds(others());
      return read;
    };
  }

  /** Whether the cluster's release is newer than the tables, so that what they do not have may be served there. */
  get isBeyondTables(): boolean {
    return this.minor > NEWEST;
  }

  find(apiVersion: string, kind: string): KnownKind {
    const id = `${apiVersion} ${kind}`;
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const found = this.#look(apiVersion, kind);
    this.#known.set(id, found);
    return found;
  }

  #look(apiVersion: string, kind: string): KnownKind {
    const id = `${apiVersion} ${kind}`;
    const removed = removedApiVersion(id);
    if (removed !== undefined && removed.release <= this.minor) return { is: 'removed', removed };
    const schema = apiSchema(id);
    if (schema !== undefined) {
      const unknown = unknownFieldsOf(apiVersion, kind);
      return { is: 'served', schema, unknown, celRules: 0, isBorrowed: false };
    }
    const { group, version } = parseApiVersion(apiVersion);
    const custom = this.#custom.get(kindKey({ group, kind }));
    if (custom !== undefined) return versionOf(custom, version);
    if (removed !== undefined || this.#custom.has(kindKey({ group, kind }))) return UNKNOWN;
    const other = this.#others().get(kindKey({ group, kind }));
    if (other === undefined) return this.#absent(group, kind);
    const borrowed = versionOf(other, version);
    // What another cluster does not serve, this one may.
    return borrowed.is === 'served' ? { ...borrowed, isBorrowed: true } : UNKNOWN;
  }

  /** A kind that no version of a known group has. */
  #absent(group: string, kind: string): KnownKind {
    const own = apiKindsOf(group);
    const served = own.filter((each) => each.kind === kind && isServed(each.id, this.minor));
    if (served.length > 0)
      return { is: 'not-served', served: served.map(({ apiVersion }) => apiVersion), isCustom: false };
    if (own.length > 0) {
      const near = nearest(kind, new Set(own.map((each) => each.kind)));
      return kind.endsWith('List') ? UNKNOWN : { is: 'no-kind', near, isCustom: false };
    }
    const custom = [...this.#custom.values()].filter((each) => each?.group === group);
    const near = nearest(
      kind,
      custom.flatMap((each) => each?.kind ?? []),
    );
    return near === undefined ? UNKNOWN : { is: 'no-kind', near, isCustom: true };
  }
}

function versionOf({ group, versions }: CustomKind, name: string): KnownKind {
  const found = versions.find((version) => version.name === name);
  if (found?.served !== true) {
    const served = versions.filter((version) => version.served).map((version) => `${group}/${version.name}`);
    return { is: 'not-served', served, isCustom: true };
  }
  const { schema, written, celRules } = found;
  if (schema === undefined) return UNKNOWN;
  return {
    is: 'served',
    schema,
    unknown: 'rejected',
    celRules,
    isBorrowed: false,
    ...(written === undefined ? {} : { written }),
  };
}

function isServed(id: string, minor: Minor): boolean {
  const removed = removedApiVersion(id);
  return removed === undefined || removed.release > minor;
}
