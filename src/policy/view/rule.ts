import type { Cluster } from '../../fleet/find/cluster.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import type { ComparedCluster } from '../../review/cluster/compare-cluster.ts';
import type { Finding } from '../../review/contract/finding.ts';
import type { SourceTable } from '../../tree/sources/source-table.ts';
import type { Side } from './side.ts';

/** One cluster as a rule sees it: both sides, and how they compare. */
export interface ClusterView extends ComparedCluster {
  readonly cluster: Cluster;
  /** The two sides; `undefined` where the cluster is not there. */
  readonly before: Side | undefined;
  readonly after: Side | undefined;
  /** What was resolved of what is elsewhere after the merge; absent where nothing is asked for. */
  readonly sources: SourceTable | undefined;
  /** What else is at the two trees. */
  readonly context: { readonly before: FleetContext; readonly after: FleetContext };
}

/** The fleet that a cluster is part of, at one of the two trees. */
export interface FleetContext {
  /** All clusters, in promotion order. */
  readonly fleet: readonly Side[];
  /** @returns a cluster's objects by what people promote them as; those that only its own tree holds are in no unit */
  readonly unitsOf: (side: Side) => ReadonlyMap<string, readonly InventoryObject[]>;
}

/** Something that can be wrong, why that matters, and what to do. */
export interface Rule {
  readonly id: string;
  readonly severity: Finding['severity'];
  /** What is wrong, in a few words. */
  readonly title: string;
  /** One sentence for people who wonder why this is reported. */
  readonly why: string;
  /** What to do about it, where a finding does not say it better. */
  readonly fix: string;
  /** Each of its errors is a deletion that may be meant: those who approve the cluster may acknowledge it. */
  readonly isLoss?: true;
  /**
   * @param before the same cluster before the merge; `undefined` where it is new, and for the side before itself
   * @returns what is wrong with one side; what is wrong before and after the merge is counted, not reported
   */
  readonly look?: (side: Side, before: Side | undefined) => readonly Found[];
  /** As {@link look}, for what depends on other clusters too: it runs again whenever any of them changes. */
  readonly lookInFleet?: (side: Side, before: Side | undefined, context: FleetContext) => readonly Found[];
  /** @returns what is wrong with the change itself */
  readonly check?: (view: ClusterView, fleet: readonly ClusterView[]) => readonly Found[];
}

/** What a rule found; the rule's id and severity are added by who runs it. */
export interface Found {
  readonly message: string;
  /** What it is about: an object of the cluster. */
  readonly object?: InventoryObject;
  readonly path?: string | undefined;
  readonly line?: number | undefined;
  /** What to do about it; a function if it depends on the other clusters. */
  readonly fix?: string | ((context: FleetContext) => string);
  /** At most this, where it is not certain. */
  readonly severity?: Finding['severity'];
  /** Tells it from other findings of the rule on both sides of a change; object and message where it is not given. */
  readonly key?: string;
  /** What `together` calls it; kind and name of its object where it is not given. */
  readonly name?: string;
  /** Findings that say the same of several objects are reported as one, with all their names, and those of their roots. */
  readonly together?: (names: string, areMany: boolean, roots: string) => string;
  /** Only those of one place are, or those of many places in one file, since each place is a cause of its own. */
  readonly isOfPlace?: true;
}
