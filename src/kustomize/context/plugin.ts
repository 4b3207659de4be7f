import type { Mapping } from '../../yaml/node/node.ts';
import type { Scope } from '../model/scope.ts';
import type { Reading } from '../read/decode.ts';
import type { OriginNote } from './build-metadata.ts';

/** The configuration of a generator or transformer, as `generators:` and `transformers:` list them. */
export interface Plugin {
  readonly kind: string;
  readonly name: string;
  readonly node: Mapping;
  /** Where its paths lead from: the directory of the kustomization that lists it. Messages name its own file. */
  readonly scope: Scope;
  readonly reading: Reading;
  readonly note: OriginNote | undefined;
}
