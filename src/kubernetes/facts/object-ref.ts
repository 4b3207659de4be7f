import { quoted } from '../../text/quoted.ts';
import type { Mapping } from '../../yaml/node/node.ts';

/** A kind of object; the group of the core API is empty. */
interface Kind {
  readonly group: string;
  readonly kind: string;
}

/** Which object: another version of the API is the same object. */
interface ObjectRef extends Kind {
  /** Empty where none is written, as for an object of the whole cluster. */
  readonly namespace: string;
  readonly name: string;
}

/** An object as facts are read from it: what it is, and what it says. */
export interface TypedObject {
  readonly gvk: Kind;
  readonly node: Mapping;
}

/** An object as a manifest or a review names it. */
interface NamedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** @returns the group and version of an `apiVersion`; the group of the core API is empty */
export function parseApiVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** @returns where an object lives; empty for one of the whole cluster */
export function namespaceOf(object: { readonly clusterScoped: boolean; readonly namespace: string }): string {
  return object.clusterScoped ? '' : object.namespace || 'default';
}

/** @returns a kind with its group, for use as a map's key: `apps/Deployment`, `/Secret` */
export function kindKey({ group, kind }: Kind): string {
  return `${group}/${kind}`;
}

/** @returns one text for each object, for use as a map's key: `apps/Deployment/team-x/podinfo` */
export function refKey({ group, kind, namespace, name }: ObjectRef): string {
  return `${group}/${kind}/${namespace}/${name}`;
}

/** @returns as {@link refKey}, of an object that a manifest holds: where it names no namespace, that is the default one */
export function keyOfHeld(object: {
  readonly gvk: Kind;
  readonly clusterScoped: boolean;
  readonly namespace: string;
  readonly name: string;
}): string {
  return refKey({ ...object.gvk, namespace: namespaceOf(object), name: object.name });
}

/** @returns as {@link refKey}: equal for two versions of one object */
export function objectKey({ apiVersion, kind, namespace = '', name }: NamedObject): string {
  return refKey({ group: parseApiVersion(apiVersion).group, kind, namespace, name });
}

/** @returns `Deployment/podinfo`, as people ask for an object */
export function kindName({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind}/${name}`;
}

/** @returns `Deployment/team-x/podinfo`, where {@link kindName} may mean several */
export function fullName(object: { readonly kind: string; readonly namespace: string; readonly name: string }): string {
  return `${object.kind}/${object.namespace}/${object.name}`;
}

/** @returns `Deployment team-x/podinfo` with the name in backticks, for a sentence that is yet to be escaped */
export function objectTitle(object: { kind: string; name: string; namespace?: string | undefined }): string {
  return `${object.kind} ${quoted(objectName(object))}`;
}

/** @returns `Deployment team-x/podinfo`, for a text that is shown as it is */
export function plainTitle(object: { kind: string; name: string; namespace?: string | undefined }): string {
  return `${object.kind} ${objectName(object)}`;
}

/** @returns `team-x/podinfo`, or `podinfo` without a namespace */
export function objectName(object: { name: string; namespace?: string | undefined }): string {
  const { namespace = '', name } = object;
  return namespace === '' ? name : `${namespace}/${name}`;
}
