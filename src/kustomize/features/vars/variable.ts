import type { Mapping, Scalar } from '../../../yaml/node/node.ts';
import { type Gvk, parseApiVersion } from '../../model/gvk.ts';
import { type Decoder, embedded, listOf, type ReadField, struct, text } from '../../read/decode.ts';

/** A name that stands for a field of an object: `$(NAME)`. */
export interface Variable {
  readonly node: Mapping;
  readonly name: string;
  readonly object: Gvk & { readonly name: string; readonly namespace: string };
  readonly fieldPath: string;
}

interface ObjectReference {
  readonly apiVersion: Scalar | undefined;
  readonly group: Scalar | undefined;
  readonly version: Scalar | undefined;
  readonly kind: Scalar | undefined;
  readonly name: Scalar | undefined;
  readonly namespace: Scalar | undefined;
}

const objectReference: Decoder<ObjectReference> = struct((field) => ({
  apiVersion: field('apiVersion', text),
  group: field('group', embedded(text)),
  version: field('version', embedded(text)),
  kind: field('kind', embedded(text)),
  name: field('name', text),
  namespace: field('namespace', text),
}));

const fieldReference = struct((field) => ({ fieldPath: field('fieldPath', text) }));

/** Reads an entry of `vars:`. @see kustomize api/types Var */
export const variable: Decoder<Variable> = struct((field, node) => ({
  node,
  name: field('name', text)?.text ?? '',
  object: objectOf(field('objref', objectReference)),
  fieldPath: field('fieldref', fieldReference)?.fieldPath?.text || 'metadata.name',
}));

/** Reads `vars:`. */
export const variableFields = (field: ReadField) => ({ vars: field('vars', listOf(variable)) ?? [] });

function objectOf(reference: ObjectReference | undefined): Variable['object'] {
  const written = { group: reference?.group?.text ?? '', version: reference?.version?.text ?? '' };
  return {
    ...written,
    ...ofApiVersion(reference?.apiVersion?.text ?? '', written.group),
    kind: reference?.kind?.text ?? '',
    name: reference?.name?.text ?? '',
    namespace: reference?.namespace?.text ?? '',
  };
}

function ofApiVersion(apiVersion: string, group: string): Partial<Gvk> {
  if (apiVersion === '' || apiVersion.split('/').length > 2) return {};
  const parsed = parseApiVersion(apiVersion);
  return apiVersion.includes('/') ? parsed : { group, version: parsed.version };
}
