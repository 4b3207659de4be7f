import type { Resource } from '../model/resource.ts';
import type { Loader } from '../read/loader.ts';
import type { Behaviours } from '../releases/behaviours.ts';
import type { BuildSchemas } from './build-schemas.ts';
import type { Gaps } from './gaps.ts';

/** What a feature may know of the build that it takes part in. */
export interface BuildContext {
  readonly loader: Loader;
  /** What of upstream's later changes is in force. */
  readonly behaviours: Behaviours;
  /** What the build goes on without. */
  readonly gaps: Gaps;
  /** What is known of kinds, for merges. */
  readonly schemas: BuildSchemas;
  /** @returns objects that know whether they are held for cluster-scoped, beside the kinds built in. */
  readonly scoped: (resources: readonly Resource[]) => readonly Resource[];
}
