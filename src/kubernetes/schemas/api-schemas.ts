import { API_KINDS, API_TYPES } from '../api/api-types.generated.ts';
import { readApiType } from './read-api-type.ts';
import { ANY, type UnknownFields, type ValueSchema } from './value-schema.ts';

/** `<apiVersion> <kind>` to the number of its type; made when it is first asked for. */
let numbers: ReadonlyMap<string, number> | undefined;
const types: ValueSchema[] = [];

/**
 * @param id `<apiVersion> <kind>`, as `apps/v1 Deployment`
 * @returns what an object of a kind of Kubernetes may hold, also of one that is not served any more
 */
export function apiSchema(id: string): ValueSchema | undefined {
  const number = kindNumbers().get(id);
  return number === undefined ? undefined : typeAt(number);
}

/** @returns every `<apiVersion> <kind>` that the tables hold. */
export function apiKinds(): Iterable<string> {
  return kindNumbers().keys();
}

/** The metadata of every object. */
export function metadataSchema(): ValueSchema {
  return apiSchema('v1 ConfigMap')?.fields?.get('metadata')?.() ?? ANY;
}

/**
 * What becomes of fields that a kind of Kubernetes does not have. kustomize-controller decodes every object of a kind
 * that client-go knows into its Go type and writes it anew, which drops them; what it does not, as custom resources,
 * definitions of these, API services and roles, goes to the server, whose server-side apply refuses them.
 *
 * @see fluxcd/pkg ssa/normalize/normalize.go UnstructuredListWithScheme
 * @see structured-merge-diff typed/validate.go "field not declared in schema"
 */
export function unknownFieldsOf(apiVersion: string, kind: string): Exclude<UnknownFields, 'kept'> {
  if (/^api(extensions|registration)\.k8s\.io\//.test(apiVersion)) return 'rejected';
  const isRole = apiVersion === 'rbac.authorization.k8s.io/v1' && (kind === 'Role' || kind === 'ClusterRole');
  return isRole ? 'rejected' : 'dropped';
}

function kindNumbers(): ReadonlyMap<string, number> {
  numbers ??= new Map(
    API_KINDS.map((row) => {
      const at = row.lastIndexOf(' ');
      return [row.slice(0, at), Number(row.slice(at + 1))];
    }),
  );
  return numbers;
}

function typeAt(number: number): ValueSchema {
  const known = types[number];
  if (known !== undefined) return known;
  const read = readApiType(API_TYPES[number] ?? '', typeAt);
  types[number] = read;
  return read;
}
