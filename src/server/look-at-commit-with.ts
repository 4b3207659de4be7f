import type { LRUCache } from 'lru-cache';
import type { LookAtCommit } from '../github/commands/look-at-commit.ts';
import type { ParsedBlob } from '../kustomize/loader.ts';
import { drive } from '../tree/drive.ts';
import { configOfCommits } from './config-of-commits.ts';
import type { MirrorPool } from './mirror-pool.ts';
import { gitSaid } from './review-commits-with.ts';

/**
 * Looks at single commits out of the mirrors, for commands.
 *
 * @param key masks secret values
 */
export function lookAtCommitWith(
  mirrors: MirrorPool,
  key: Uint8Array,
  parsed: LRUCache<string, ParsedBlob>,
): LookAtCommit {
  return ({ repository, cloneUrl, ref, commit, token }, look, signal) =>
    gitSaid(() =>
      mirrors.use(repository, cloneUrl, async (mirror) => {
        const sides = 'as-given' as const;
        const trees = await mirror.treesUnderReview({ refs: [ref], base: commit, head: commit, token, signal, sides });
        const { objects, fetch } = mirror.repository.session();
        const tree = { id: trees.after, objects };
        const { config } = await drive(fetch, () => configOfCommits(tree, tree));
        signal.throwIfAborted();
        return drive(fetch, () => look({ tree, config, key, parsed }));
      }),
    );
}
