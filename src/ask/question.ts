import type { Where } from '../fleet/where/where-contract.ts';
import type { PlannedPromotion, Promotion } from '../promotion/plan/promotion.ts';
import type { Refused } from '../promotion/plan/promotion-refusal.ts';
import type { DemoteRequest } from '../promotion/propose/demote.ts';
import type { ClusterOffer } from '../promotion/propose/promotable-units.ts';
import type { PromoteRequest } from '../promotion/propose/promote.ts';
import type { ClusterReview } from '../review/contract/cluster-review.ts';
import type { ImageList } from '../review/contract/image-list.ts';
import type { Shown } from '../review/contract/reference.ts';
import type { Review } from '../review/contract/review.ts';
import type { ObjectExplanation } from '../review/origins/explain-object.ts';
import type { OpenedCell } from './cells.ts';

/** What each kind of question names. */
interface Questions {
  readonly where: { readonly asked: string | undefined };
  /** Of all clusters where none is named. */
  readonly images: { readonly clusters: readonly string[] };
  /** With a field, of that and of those within it alone. */
  readonly explain: {
    readonly asked: string;
    readonly cluster: string | undefined;
    readonly field?: string | undefined;
  };
  readonly compare: { readonly unit: string | undefined; readonly clusters: readonly [string, string] };
  /** What could be promoted where. */
  readonly offers: Record<never, never>;
  readonly promote: { readonly request: PromoteRequest };
  readonly demote: { readonly request: DemoteRequest };
  /** All that a page says of the whole fleet; with cells, also what it shows of those when they are opened. */
  readonly fleet: { readonly withCells: boolean };
  /** What one cluster runs of a unit; of what belongs to none where the unit is empty. */
  readonly cell: { readonly unit: string; readonly cluster: string };
  /** All that an issue says of the whole fleet. */
  readonly dashboard: Record<never, never>;
}

export type QuestionKind = keyof Questions;

/** What people ask of one commit, or of what a pull request would make of it: plain data, as it travels to where the repository is. */
export type Question<Kind extends QuestionKind = QuestionKind> = {
  readonly [Each in Kind]: { readonly kind: Each } & Questions[Each];
}[Kind];

/** What each kind of question is answered with: plain data too. What is not there, or cannot be done, is refused. */
export interface Answers {
  readonly where: FoundWhere;
  readonly images: FoundImages | Refused;
  readonly explain: Explained | Refused;
  readonly compare: Compared | Refused;
  readonly offers: readonly ClusterOffer[];
  readonly promote: ReviewedPromotion;
  readonly demote: ReviewedPromotion;
  readonly fleet: OpenedFleet;
  readonly cell: OpenedCell | Refused;
  /** `off` where the configuration does not ask for it; nothing was rendered then. */
  readonly dashboard: Dashboard | { readonly kind: 'off' };
}

/** An answer with the kind of its question, which identifies it when it comes back from a thread. */
export interface Answered<Kind extends QuestionKind = QuestionKind> {
  readonly kind: Kind;
  readonly answer: Answers[Kind];
}

/** What runs where; where nothing is called as asked, also what may have been meant. */
export interface FoundWhere {
  readonly found: Where;
  /** The nearest name. */
  readonly near: string | undefined;
  /** The names of all units. */
  readonly units: readonly string[];
}

/** What runs where, and what could be promoted. */
export interface OfferedFleet {
  readonly found: Where;
  readonly offers: readonly ClusterOffer[];
}

/** What runs where, with what a page shows of cells that are opened. */
export interface OpenedFleet extends OfferedFleet {
  /** Of a large fleet not all of them; none where that was not asked. */
  readonly cells: readonly OpenedCell[];
}

/** What runs where, and what is to be done about it. */
export interface Dashboard extends OfferedFleet {
  readonly kind: 'on';
  /** What is wrong with the clusters as they are. */
  readonly standing: Review;
}

export interface FoundImages {
  readonly kind: 'images';
  readonly found: ImageList;
}

/** Objects that a name means, and where each comes from; none where the cluster has none of them. */
export interface Explained {
  readonly kind: 'explained';
  readonly objects: readonly { readonly cluster: string; readonly explanation: ObjectExplanation }[];
  /** By path, for every path that is named: of what merging a pull request makes. */
  readonly shown?: Readonly<Record<string, Shown>>;
}

/** What would change if the first cluster became the second. */
export interface Compared {
  readonly kind: 'compared';
  readonly review: ClusterReview;
  /** The own name of the unit that was asked about; of one object, the review holds nothing else. */
  readonly unit: string | undefined;
}

/** An edit with what it does, or why there is none. */
export type ReviewedPromotion = ReviewedEdit | Exclude<Promotion, PlannedPromotion>;

export interface ReviewedEdit {
  readonly kind: 'planned';
  readonly promotion: PlannedPromotion;
  /** The edit to be read. */
  readonly patch: string;
  /** Id of the tree that is edited. */
  readonly tree: string;
  readonly review: Review;
}
