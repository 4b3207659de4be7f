import type { ClusterReview } from '../../src/review/contract/cluster-review.ts';
import type { Review } from '../../src/review/contract/review.ts';

/** The parts of a review that a test does not talk about. */
export function reviewOf(part: Partial<Review>): Review {
  const clusters = part.clusters ?? {};
  return {
    schema: 1,
    base: '1f0c2d3e4b5a69788796a5b4c3d2e1f00f1e2d3c',
    head: '9a8b7c6d5e4f30211203f4e5d6c7b8a99a8b7c6d',
    before: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
    after: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
    merge: { status: 'merged', conflicts: [] },
    verdict: 'success',
    order: Object.keys(clusters),
    clusters,
    findings: [],
    weakens: [],
    files: [],
    ...part,
  };
}

/** A cluster in which nothing happens, but for what the test says. */
export function clusterOf(name: string, part: Partial<ClusterReview> = {}): ClusterReview {
  return {
    path: `clusters/${name}`,
    status: 'rendered',
    protected: false,
    roots: 3,
    objects: { before: 41, after: 41 + (part.gained?.length ?? 0) - (part.lost?.length ?? 0) },
    gained: [],
    lost: [],
    changed: [],
    moved: [],
    affected: [],
    opaque: 0,
    external: [],
    ignored: 0,
    unresolved: [],
    digest: 'e3b0c442',
    ...part,
  };
}
