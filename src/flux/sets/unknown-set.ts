import type { Resource } from '../../kustomize/model/resource.ts';
import type { Generator } from '../objects/generators.ts';
import { SetError } from './expand/set-error.ts';
import type { GivenByCluster } from './inputs/provided-inputs.ts';
import { inputsOfSet, whyUnknown } from './root/set-inputs.ts';

/**
 * @param set of which nothing is made here
 * @param providers all of its cluster
 * @param around what providers take beside what they say
 * @returns it with why that is so, and the providers that decide what it makes
 * @throws Needs where something has not been resolved or fetched yet
 */
export function unknownSet(set: Generator, providers: readonly Resource[], around: GivenByCluster): Generator {
  try {
    const inputs = inputsOfSet(set.resource, providers, around);
    return 'unknown' in inputs ? { ...set, ...whyUnknown(inputs), decidedBy: inputs.providers } : set;
  } catch (error) {
    // What does not fit together is told by its root.
    if (error instanceof SetError) return set;
    throw error;
  }
}
