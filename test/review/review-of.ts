import { defaultConfig } from '../../src/config/default-config.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { type ReviewRequest, review } from '../../src/review.ts';
import { type Content, memoryTree } from '../tree/memory-tree.ts';

export type Layout = Readonly<Record<string, Content>>;

/** Reviews two sets of files as given; by the defaults, where nothing else is said. */
export function reviewOf(before: Layout, after: Layout, more: Partial<ReviewRequest> = {}): Review {
  return review({ ...AS_GIVEN, before: memoryTree(before), after: memoryTree(after), ...more });
}

/** Of no commits, judged by the defaults, with a key for tests. */
export const AS_GIVEN: Omit<ReviewRequest, 'before' | 'after'> = {
  config: defaultConfig,
  key: new Uint8Array(32),
  base: '',
  head: '',
  merge: { status: 'as-given', conflicts: [] },
};
