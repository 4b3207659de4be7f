import { isThere } from '../fleet/find/cluster.ts';
import { renderClusters } from '../fleet/render/render-clusters.ts';
import { filesOf, type Snapshot } from '../fleet/render/snapshot.ts';
import { type Meant, namesIn, where } from '../fleet/where/where.ts';
import { type Where, WhereSchema } from '../fleet/where/where-contract.ts';
import { groupOf, ObjectIndex } from '../policy/view/object-index.ts';
import { shownPatch } from '../promotion/outcome/shown-patch.ts';
import { findCluster } from '../promotion/places/source-and-targets.ts';
import { findSubject } from '../promotion/places/subject.ts';
import { editedTree } from '../promotion/plan/draft.ts';
import { type Fleet, openFleet, openWritten } from '../promotion/plan/fleet.ts';
import type { Promotion } from '../promotion/plan/promotion.ts';
import { orRefused, type Refused } from '../promotion/plan/promotion-refusal.ts';
import { demote } from '../promotion/propose/demote.ts';
import { promotableUnits } from '../promotion/propose/promotable-units.ts';
import { promote } from '../promotion/propose/promote.ts';
import { runsAlready } from '../promotion/propose/runs-already.ts';
import { compareCluster } from '../review/cluster/compare-cluster.ts';
import { imageList } from '../review/images/image-list.ts';
import { Causes } from '../review/origins/causes.ts';
import { asShown } from '../review/secrets/as-shown.ts';
import { SecretValues } from '../review/secrets/secret-values.ts';
import { asRendered, asWritten } from '../review/unknown/unknown-names.ts';
import { review } from '../review.ts';
import { nearest } from '../text/nearest.ts';
import { openCell, openCells } from './cells.ts';
import { explain } from './explain.ts';
import type {
  Answers,
  Compared,
  Dashboard,
  FoundImages,
  FoundWhere,
  OfferedFleet,
  OpenedFleet,
  Question,
  QuestionKind,
  ReviewedPromotion,
} from './question.ts';
import { standingReview } from './standing-review.ts';

/** The commit that is asked about. */
interface AskedCommit {
  readonly snapshot: Snapshot;
  /** Its id, for people; empty for files that no commit holds. */
  readonly commit: string;
  /** Of the digests that stand for secret values. */
  readonly key: Uint8Array;
}

/**
 * Answers a question about one commit, for the App and for the command line.
 *
 * @throws Needs where an object has not been fetched yet: fetch it and ask again
 */
export function answer<Kind extends QuestionKind>(question: Question<Kind>, asked: AskedCommit): Answers[Kind] {
  return ANSWERING[question.kind](question, asked);
}

const ANSWERING: {
  readonly [Kind in QuestionKind]: (question: Question<Kind>, asked: AskedCommit) => Answers[Kind];
} = {
  where: ({ asked }, { snapshot }) => written(openFleet(snapshot), asked, (_, name) => whereOrNear(snapshot, name)),
  images: ({ clusters }, { snapshot }) => images(snapshot, clusters),
  explain: ({ asked, cluster, field }, { snapshot }) =>
    written(openFleet(snapshot), asked, (fleet, name) => explain(fleet, name, cluster, field)),
  compare: ({ unit, clusters }, { snapshot }) =>
    written(openFleet(snapshot), unit, (fleet, name) => compare(fleet, name, clusters)),
  offers: (_, { snapshot }) => promotableUnits(openWritten(snapshot)),
  promote: ({ request }, asked) => reviewed(asked, (fleet) => promote(fleet, request)),
  demote: ({ request }, asked) => reviewed(asked, (fleet) => demote(fleet, request)),
  fleet: ({ withCells }, { snapshot }) => ({ ...offeredFleet(snapshot), cells: withCells ? cellsIn(snapshot) : [] }),
  cell: ({ unit, cluster }, { snapshot }) =>
    written(openFleet(snapshot), unit, (fleet, name) => openCell(fleet, name, cluster)),
  dashboard: (_, asked) => (asked.snapshot.config.dashboard ? dashboard(asked) : { kind: 'off' }),
};

function offeredFleet(snapshot: Snapshot): OfferedFleet {
  const { found } = written(openFleet(snapshot), undefined, (_, name) => whereOrNear(snapshot, name));
  return { found, offers: promotableUnits(openWritten(snapshot)) };
}

/** In characters, of the cells that a page holds. */
const MOST_OPENED = 2_000_000;

function cellsIn(snapshot: Snapshot): OpenedFleet['cells'] {
  return written(openFleet(snapshot), undefined, (fleet) => ({ cells: openCells(fleet, MOST_OPENED) })).cells;
}

function dashboard({ snapshot, commit, key }: AskedCommit): Dashboard {
  return { kind: 'on', ...offeredFleet(snapshot), standing: standingReview(snapshot, { head: commit, key }) };
}

/** Asks for what is written, and answers by it, where only the cluster has what it is called. */
function written<Asked extends string | undefined, Answer extends object>(
  fleet: Fleet,
  asked: Asked,
  find: (fleet: Fleet, asked: Asked | string) => Answer,
): Answer {
  const inventories = fleet.clusters.map(({ inventory }) => inventory);
  return asWritten(find(fleet, asked === undefined ? asked : asRendered(asked, inventories)), inventories);
}

function whereOrNear(snapshot: Snapshot, asked: string | undefined): FoundWhere {
  const found = shownWhere(snapshot, asked, asked === undefined ? undefined : meantBy(snapshot, asked));
  if (found.objects.length > 0 || asked === undefined) return { found, near: undefined, units: [] };
  const all = shownWhere(snapshot);
  return { found, near: nearest(asked, namesIn(all)), units: all.units.map(({ unit }) => unit) };
}

/** @returns what `promote` takes a name for, wherever it runs; undefined for what several things are called */
function meantBy(snapshot: Snapshot, asked: string): Meant {
  return (clusters, units) => {
    const fleet = { ...snapshot, clusters, units };
    const subject = orRefused(() => findSubject(fleet, asked));
    if ('kind' in subject) return undefined;
    const runs = new Set(clusters.flatMap((cluster) => runsAlready(fleet, subject, cluster)));
    return (object) => runs.has(object);
  };
}

function shownWhere(snapshot: Snapshot, asked?: string, meant?: Meant): Where {
  const secrets = new SecretValues(openFleet(snapshot).clusters.map(({ inventory }) => inventory));
  return asShown(WhereSchema, where(snapshot, asked, meant), secrets);
}

/** @returns the images of the clusters that are named, or of all; a refusal with the nearest name */
function images(snapshot: Snapshot, names: readonly string[]): FoundImages | Refused {
  const files = filesOf(snapshot);
  const clusters = renderClusters(files, snapshot.config).filter(({ cluster }) => isThere(files, cluster));
  return orRefused(() => {
    const named = new Set(names.map((name) => findCluster({ clusters }, name)));
    const asked = names.length === 0 ? clusters : clusters.filter((each) => named.has(each));
    const found = imageList(asked);
    return asWritten(
      { kind: 'images', found },
      asked.map(({ inventory }) => inventory),
    );
  });
}

/** @returns how two clusters differ; a refusal with the nearest name */
function compare(fleet: Fleet, unit: string | undefined, [one, other]: readonly [string, string]): Compared | Refused {
  return orRefused(() => {
    const subject = unit === undefined ? undefined : findSubject(fleet, unit);
    const [before, after] = [findCluster(fleet, one), findCluster(fleet, other)];
    const sides = { cluster: after.cluster, before: before.inventory, after: after.inventory };
    // No line was changed by anybody: these are two clusters of one commit.
    const causes = new Causes([], () => undefined);
    const { review } = compareCluster(sides, { units: fleet.units, key: new Uint8Array(32), causes, ignore: [] });
    if (subject?.isObject !== true) return { kind: 'compared', review, unit: subject?.name };
    const asked = new ObjectIndex([
      groupOf([...before.inventory.objects, ...after.inventory.objects].filter(subject.has)),
    ]);
    const isAsked = (object: ReviewedObject) => asked.named(object) !== undefined;
    const [lost, gained] = [review.lost.filter(isAsked), review.gained.filter(isAsked)];
    return {
      kind: 'compared',
      review: { ...review, lost, gained, changed: review.changed.filter(isAsked) },
      unit: undefined,
    };
  });
}

type ReviewedObject = Parameters<ObjectIndex['named']>[0];

/** Plans an edit, and reviews it. */
function reviewed({ snapshot, commit, key }: AskedCommit, plan: (fleet: Fleet) => Promotion): ReviewedPromotion {
  const fleet = openWritten(snapshot);
  const promotion = plan(fleet);
  if (promotion.kind !== 'planned') return promotion;
  const { tree: before } = snapshot;
  const sides = { before, after: editedTree(before, promotion.edits), base: commit, head: '' };
  const merge = { status: 'as-given', conflicts: [] } as const;
  const patch = shownPatch(promotion.edits, fleet);
  return { kind: 'planned', promotion, patch, tree: before.id, review: review({ ...snapshot, ...sides, merge, key }) };
}
