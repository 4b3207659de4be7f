import { API_KINDS, API_TYPES } from '../api/api-types.generated.ts';
import { parseApiVersion } from '../facts/object-ref.ts';
import { ANY, type LazyValue, type UnknownFields, type ValueSchema, type ValueType } from './value-schema.ts';

/** `<apiVersion> <kind>` to the number of its type; made when it is first asked for. */
let numbers: ReadonlyMap<string, number> | undefined;
let kinds: ReadonlyMap<string, readonly ApiKind[]> | undefined;
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

/** A kind of Kubernetes in one version. */
interface ApiKind {
  /** `<apiVersion> <kind>`. */
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
}

/** @returns the kinds of a group that the tables hold, once for each version. */
export function apiKindsOf(group: string): readonly ApiKind[] {
  kinds ??= byGroup(apiKinds());
  return kinds.get(group) ?? [];
}

function byGroup(ids: Iterable<string>): ReadonlyMap<string, readonly ApiKind[]> {
  const groups = new Map<string, ApiKind[]>();
  for (const id of ids) {
    const [apiVersion = '', kind = ''] = id.split(' ');
    const { group } = parseApiVersion(apiVersion);
    const known = groups.get(group) ?? [];
    known.push({ id, apiVersion, kind });
    groups.set(group, known);
  }
  return groups;
}

/** The metadata of every object. */
export function metadataSchema(): ValueSchema {
  return apiSchema('v1 ConfigMap')?.fields?.get('metadata')?.() ?? ANY;
}

/**
 * What becomes of fields that a kind of Kubernetes does not have. kustomize-controller decodes every object of a kind
 * that client-go knows into its Go type and encodes it again, which drops them; what it does not, as custom resources,
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

const LEAVES: Readonly<Record<string, ValueType>> = {
  s: 'string',
  b: 'boolean',
  n: 'number',
  i: 'int32',
  l: 'int64',
  q: 'quantity',
  x: 'int-or-string',
  'x%': 'percent',
  'x#': 'port',
  t: 'time',
  y: 'bytes',
};

const leaves: ReadonlyMap<string, ValueSchema> = new Map<string, ValueSchema>([
  ...Object.entries(LEAVES).map(([letter, type]) => [letter, { type }] as const),
  ['a', ANY],
  ['o', { type: 'object', unknown: 'kept' }],
]);

/**
 * Reads one line of the table that `scripts/api-types.mjs` makes. `name!:s` is a required text, `policy:s(A,B)` one of
 * two, `spec:12` refers to a type, `{q` is a map of quantities, `[s` a list of texts, `[=s` a set of them, and
 * `[name|12` a list of a type in which each name stands once.
 *
 * @param typeAt the type of a number
 */
function readApiType(line: string, typeAt: (number: number) => ValueSchema): ValueSchema {
  const fields = new Map<string, LazyValue>();
  const required: string[] = [];
  for (const word of line === '' ? [] : line.split(' ')) {
    const at = word.indexOf(':');
    const isRequired = word[at - 1] === '!';
    const name = word.slice(0, isRequired ? at - 1 : at);
    fields.set(name, lazily(word.slice(at + 1), typeAt));
    if (isRequired) required.push(name);
  }
  return { type: 'object', fields, required };
}

function lazily(shape: string, typeAt: (number: number) => ValueSchema): LazyValue {
  if (/^\d/.test(shape)) return () => typeAt(Number(shape));
  const schema = readShape(shape, typeAt);
  return () => schema;
}

function readShape(shape: string, typeAt: (number: number) => ValueSchema): ValueSchema {
  const rest = shape.slice(1);
  if (shape.startsWith('{')) return { type: 'object', values: lazily(rest, typeAt) };
  if (shape.startsWith('[=')) return { type: 'list', keys: [], nullItems: true, items: lazily(shape.slice(2), typeAt) };
  if (shape.startsWith('[')) {
    const bar = rest.indexOf('|');
    if (bar < 0) return { type: 'list', nullItems: true, items: lazily(rest, typeAt) };
    const keys = rest.slice(0, bar).split(',');
    return { type: 'list', keys, nullItems: true, items: lazily(rest.slice(bar + 1), typeAt) };
  }
  if (shape.startsWith('s(')) return { type: 'string', choices: ['', ...shape.slice(2, -1).split(',')] };
  return leaves.get(shape) ?? ANY;
}
