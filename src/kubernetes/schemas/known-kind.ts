import type { Mapping } from '../../yaml/node/node.ts';
import type { RemovedApiVersion } from '../api/removed-api-versions.ts';
import type { UnknownFields, ValueSchema } from './value-schema.ts';

/** What a cluster makes of one API version and kind. */
export type KnownKind =
  | {
      readonly is: 'served';
      readonly schema: ValueSchema;
      /** What becomes of unknown fields where the schema does not say. */
      readonly unknown: Exclude<UnknownFields, 'kept'>;
      /** Whether another cluster's definition stands for one that this cluster must have from elsewhere. */
      readonly isBorrowed: boolean;
      /** The written schema of a custom resource: equal ones mean the same. */
      readonly written?: Mapping;
      readonly celRules: number;
    }
  | { readonly is: 'removed'; readonly removed: RemovedApiVersion }
  /** The kind is there, in other versions. */
  | { readonly is: 'not-served'; readonly served: readonly string[]; readonly isCustom: boolean }
  | { readonly is: 'no-kind'; readonly near: string | undefined; readonly isCustom: boolean }
  /** Nothing is known of it. */
  | { readonly is: 'unknown' };
