import { findClusters } from '../fleet/find/find-clusters.ts';
import { filesOf, type Snapshot } from '../fleet/render/snapshot.ts';
import { namesIn, where } from '../fleet/where/where.ts';
import type { Where } from '../fleet/where/where-contract.ts';
import { compare, type Explained, explain } from '../promotion/look-into.ts';
import { shownPatch } from '../promotion/outcome/shown-patch.ts';
import { findSubject } from '../promotion/places/subject.ts';
import { editedTree } from '../promotion/plan/draft.ts';
import { type Fleet, openFleet } from '../promotion/plan/fleet.ts';
import type { Promotion } from '../promotion/plan/promotion.ts';
import { PromotionRefusal } from '../promotion/plan/promotion-refusal.ts';
import { type DemoteRequest, demote } from '../promotion/propose/demote.ts';
import { type PromoteRequest, promote } from '../promotion/propose/promote.ts';
import type { ClusterReview } from '../review/contract/cluster-review.ts';
import type { Review } from '../review/contract/review.ts';
import { review } from '../review.ts';
import { nearest } from '../text/nearest.ts';

/** What people ask of one commit: plain data, as it travels to where the repository is. */
export type Question =
  | { readonly kind: 'clusters' }
  | { readonly kind: 'where'; readonly asked: string | undefined }
  | { readonly kind: 'explain'; readonly asked: string; readonly cluster: string | undefined }
  | { readonly kind: 'compare'; readonly unit: string | undefined; readonly clusters: readonly [string, string] }
  | { readonly kind: 'promote'; readonly request: PromoteRequest }
  | { readonly kind: 'demote'; readonly request: DemoteRequest };

/** What each question is answered with: plain data too. */
export interface Answers {
  /** Names, in promotion order. */
  readonly clusters: readonly string[];
  /** `near` is the nearest name where nothing is called as asked. */
  readonly where: { readonly found: Where; readonly near: string | undefined };
  readonly explain: readonly Explained[];
  /** What would change if the first cluster became the second, and the unit's own name. */
  readonly compare: { readonly review: ClusterReview; readonly unit: string | undefined };
  readonly promote: Planned;
  readonly demote: Planned;
}

/** An edit with what it does, or why there is none. */
export type Planned =
  | Exclude<Promotion, { kind: 'planned' }>
  | {
      readonly kind: 'planned';
      readonly promotion: Extract<Promotion, { kind: 'planned' }>;
      /** The edit to be read. */
      readonly patch: string;
      /** Id of the tree that is edited. */
      readonly tree: string;
      readonly review: Review;
    };

/** The answer to a question of one kind. */
export interface Answered<Kind extends Question['kind']> {
  readonly kind: Kind;
  readonly answer: Answers[Kind];
}

export type Answer =
  | { readonly [Kind in Question['kind']]: Answered<Kind> }[Question['kind']]
  /** What was asked for is not there. */
  | { readonly kind: 'refused'; readonly reason: string; readonly remedy: string | undefined };

/** A commit's id, for people, and the key of the digests that stand for secret values. */
interface About {
  readonly commit: string;
  readonly key: Uint8Array;
}

/**
 * Answers a question about one commit.
 *
 * @throws Needs where an object has not been fetched yet: fetch it and ask again
 */
export function answer(question: Question, snapshot: Snapshot, about: About): Answer {
  try {
    return answered(question, snapshot, about);
  } catch (error) {
    if (!(error instanceof PromotionRefusal)) throw error;
    return { kind: 'refused', reason: error.message, remedy: error.remedy };
  }
}

function answered(question: Question, snapshot: Snapshot, about: About): Answer {
  switch (question.kind) {
    case 'clusters': {
      const clusters = findClusters([filesOf(snapshot)], snapshot.config);
      return { kind: 'clusters', answer: clusters.map(({ name }) => name) };
    }
    case 'where':
      return { kind: 'where', answer: whereOrNear(snapshot, question.asked) };
    case 'explain':
      return { kind: 'explain', answer: explain(openFleet(snapshot), question.asked, question.cluster) };
    case 'compare': {
      const fleet = openFleet(snapshot);
      const unit = question.unit === undefined ? undefined : findSubject(fleet, question.unit).name;
      return { kind: 'compare', answer: { review: compare(fleet, ...question.clusters), unit } };
    }
    case 'promote':
      return { kind: 'promote', answer: planned(snapshot, (fleet) => promote(fleet, question.request), about) };
    case 'demote':
      return { kind: 'demote', answer: planned(snapshot, (fleet) => demote(fleet, question.request), about) };
  }
}

function whereOrNear(snapshot: Snapshot, asked: string | undefined): Answers['where'] {
  const found = where(snapshot, asked);
  if (found.objects.length > 0 || asked === undefined) return { found, near: undefined };
  return { found, near: nearest(asked, namesIn(where(snapshot))) };
}

/** Plans an edit, and reviews it. */
function planned(snapshot: Snapshot, plan: (fleet: Fleet) => Promotion, { commit, key }: About): Planned {
  const fleet = openFleet(snapshot);
  const promotion = plan(fleet);
  if (promotion.kind !== 'planned') return promotion;
  const { tree: before } = snapshot;
  const sides = { before, after: editedTree(before, promotion.edits), base: commit, head: '' };
  const merge = { status: 'as-given', conflicts: [] } as const;
  const patch = shownPatch(promotion.edits, fleet);
  const reviewed = review({ ...snapshot, ...sides, merge, key });
  return { kind: 'planned', promotion, patch, tree: before.id, review: reviewed };
}
