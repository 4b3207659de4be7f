import type { Cluster } from '../fleet/find-clusters.ts';
import type { Inventory } from '../flux/inventory.ts';
import type { ClusterReview, Finding } from '../radius/review-contract.ts';

/** One cluster as a rule sees it: both sides, and what the comparison said. */
export interface ClusterView {
  readonly cluster: Cluster;
  readonly before: Inventory | undefined;
  readonly after: Inventory | undefined;
  readonly review: ClusterReview;
}

/** Something that can be wrong with a change, why that matters, and what to do. */
export interface Rule {
  readonly id: string;
  readonly severity: Finding['severity'];
  /** One sentence for people who wonder why this is said. */
  readonly why: string;
  /** @returns what this change causes in one cluster; what stood before is no finding */
  readonly check: (view: ClusterView, fleet: readonly ClusterView[]) => readonly Found[];
}

/** What a rule found; the rule's id and severity are added by who runs it. */
export type Found = Omit<Finding, 'rule' | 'severity' | 'cluster'> & {
  /** Less than the rule's own, where it is not certain. */
  readonly severity?: Finding['severity'];
};
