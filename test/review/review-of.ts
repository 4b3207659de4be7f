import { defaultConfig } from '../../src/config/default-config.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { type ReviewRequest, review } from '../../src/review.ts';
import { type Content, memoryTree } from '../tree/memory-tree.ts';

export type Layout = Readonly<Record<string, Content>>;

/** Reviews two sets of files as given. */
export function reviewOf(
  before: Layout,
  after: Layout,
  { config = defaultConfig, baseBranch }: Partial<Pick<ReviewRequest, 'config' | 'baseBranch'>> = {},
): Review {
  return review({
    before: memoryTree(before),
    after: memoryTree(after),
    config,
    key: new Uint8Array(32),
    base: '',
    head: '',
    merge: { status: 'as-given', conflicts: [] },
    baseBranch,
  });
}
