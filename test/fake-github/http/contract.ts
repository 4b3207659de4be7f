import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv, type ValidateFunction } from 'ajv';
import { isRecord } from './is-record.ts';

/** GitHub's published description lies beside the project where it is present; without it nothing is checked. */
const published = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'github', 'openapi.json.gz');

export interface CheckedExchange {
  readonly method: string;
  readonly template: string;
  readonly query: URLSearchParams;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseBody: unknown;
}

export type Contract = (exchange: CheckedExchange) => string[];

/** A function that names every point in which an exchange differs from GitHub's OpenAPI. */
export const loadContract = (): Contract => {
  shared ??= existsSync(published)
    ? compileContract(JSON.parse(gunzipSync(readFileSync(published)).toString()))
    : () => [];
  return shared;
};
/** Compiling schemas takes longer than most tests: one contract serves all servers of a process. */
let shared: Contract | undefined;

const compileContract = (document: unknown): Contract => {
  // Each schema is compiled once and asked a few times: neither inlining nor optimizing what it becomes pays.
  const cheap = { inlineRefs: false, code: { optimize: false } };
  const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true, formats, ...cheap });
  const plain = nullableToUnion(document);
  ajv.addSchema(isRecord(plain) ? plain : {}, 'github');
  const compiled = new Map<string, ValidateFunction>();
  const validate = (path: readonly string[], value: unknown): string[] => {
    const $ref = `github#/${path.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
    const check = compiled.get($ref) ?? ajv.compile({ $ref });
    compiled.set($ref, check);
    return check(value)
      ? []
      : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  };
  return (exchange) => checkExchange(plain, validate, exchange);
};

type Validate = (path: readonly string[], value: unknown) => string[];

const checkExchange = (document: unknown, validate: Validate, exchange: CheckedExchange): string[] => {
  const path = ['paths', exchange.template, exchange.method.toLowerCase()];
  if (!isRecord(at(document, path))) return [];
  const problems = [...checkResponse(document, validate, path, exchange)];
  // What GitHub refuses need not fit; what is accepted must.
  if (exchange.status < 300) problems.push(...checkRequest(document, validate, path, exchange));
  return problems.map((problem) => `${exchange.method} ${exchange.template} ${exchange.status}: ${problem}`);
};

const checkRequest = (
  document: unknown,
  validate: Validate,
  path: readonly string[],
  exchange: CheckedExchange,
): string[] => {
  const body = ['requestBody', 'content', 'application/json', 'schema'];
  const hasSchema = at(document, [...path, ...body]) !== undefined;
  const expects =
    hasSchema && (exchange.requestBody !== undefined || at(document, [...path, 'requestBody', 'required']) === true);
  const declared = at(document, [...path, 'parameters']);
  const parameters = (Array.isArray(declared) ? declared : []).map((parameter) => follow(document, parameter));
  const queries = parameters
    .filter((parameter) => isRecord(parameter) && parameter.in === 'query')
    .map((parameter) => at(parameter, ['name']));
  const unknown = [...exchange.query.keys()].filter((name) => !queries.includes(name));
  return [
    ...(expects ? validate([...path, ...body], exchange.requestBody).map((problem) => `request body ${problem}`) : []),
    ...unknown.map((name) => `request has the unknown parameter ${name}`),
  ];
};

const checkResponse = (
  document: unknown,
  validate: Validate,
  path: readonly string[],
  exchange: CheckedExchange,
): string[] => {
  const listed = at(document, [...path, 'responses', String(exchange.status)]);
  if (listed === undefined)
    return exchange.status >= 400 ? validateProblem(validate, exchange) : ['status is not listed'];
  const reference = isRecord(listed) ? listed.$ref : undefined;
  const base =
    typeof reference === 'string' ? reference.slice(2).split('/') : [...path, 'responses', String(exchange.status)];
  const schema = [...base, 'content', 'application/json', 'schema'];
  if (at(document, schema) !== undefined)
    return validate(schema, exchange.responseBody).map((problem) => `response ${problem}`);
  if (exchange.responseBody === undefined) return [];
  return exchange.status >= 400 ? validateProblem(validate, exchange) : ['response has a body but none is described'];
};

/** The published lists of failures have gaps; the shape of a failure is always the same. */
const validateProblem = (validate: Validate, exchange: CheckedExchange): string[] =>
  validate(
    ['components', 'schemas', exchange.status === 422 ? 'validation-error' : 'basic-error'],
    exchange.responseBody,
  );

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((inner: unknown, key) => (isRecord(inner) ? inner[key] : undefined), value);

const follow = (document: unknown, value: unknown): unknown => {
  const reference = isRecord(value) ? value.$ref : undefined;
  return typeof reference === 'string' ? at(document, reference.slice(2).split('/')) : value;
};

/** OpenAPI 3.0 says `nullable`; JSON Schema says so with a union. */
const nullableToUnion = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(nullableToUnion);
  if (!isRecord(value)) return value;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, nullableToUnion(inner)]),
  );
  return nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest;
};

const formats = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  uri: (text: string) => URL.canParse(text),
  email: /^\S+@\S+$/,
  int64: true,
  timestamp: true,
  'repo.nwo': /^[^/]+\/[^/]+$/,
} as const;
