import type { Mapping } from '../../yaml/node/node.ts';

/** A schema that is read when it is asked for: types refer to each other, and to themselves. */
export type LazyValue = () => ValueSchema;

/**
 * What becomes of a field that the schema does not have: the API server refuses the object, or the field is dropped
 * without a word, or it is kept.
 */
export type UnknownFields = 'rejected' | 'dropped' | 'kept';

export type ValueType =
  | 'any'
  | 'object'
  | 'list'
  | 'string'
  | 'boolean'
  | 'number'
  | 'integer'
  | 'int32'
  | 'int64'
  | 'quantity'
  | 'int-or-string'
  | 'percent'
  | 'port'
  | 'time'
  | 'bytes';

/** What may stand in one place of an object: of a kind of Kubernetes, or of a custom resource. */
export interface ValueSchema {
  readonly type: ValueType;
  /** Of an object. */
  readonly fields?: ReadonlyMap<string, LazyValue>;
  readonly required?: readonly string[];
  /** Of a map: the schema of every value. */
  readonly values?: LazyValue;
  /** Absent: as for the whole object. */
  readonly unknown?: UnknownFields;
  /** Of a list. */
  readonly items?: LazyValue;
  /** The fields that identify a list's items, none where the items identify themselves; absent: a list may repeat. */
  readonly keys?: readonly string[];
  /** The only texts there are. */
  readonly choices?: readonly string[];
  /** Whether null is a value; otherwise it is as good as absent, but as an item of a list. */
  readonly nullable?: boolean;
  /** Whether null may be an item of a list of these. */
  readonly nullItems?: boolean;
  /** Whether the server fills it in where it is absent. */
  readonly hasDefault?: boolean;
  /** The OpenAPI v3 schema of a custom resource, which says more than its shape. */
  readonly constraints?: Mapping;
}

export const ANY: ValueSchema = { type: 'any' };
