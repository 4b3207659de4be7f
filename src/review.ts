import type { Config } from './config/config.ts';
import type { ConfigEdit } from './config/config-change.ts';
import { findConfig } from './config/find-config.ts';
import { discover } from './fleet/find/discover.ts';
import type { Discovery } from './fleet/find/discovery.ts';
import { type ClusterSides, renderFleet } from './fleet/render/render-fleet.ts';
import { understandingOf } from './fleet/setup/understanding.ts';
import { Units } from './fleet/units/units.ts';
import { fileTextAt } from './kustomize/read/file-text.ts';
import { absentFindings } from './policy/judge/absent-findings.ts';
import { configFindings } from './policy/judge/config-findings.ts';
import { guessFindings } from './policy/judge/guess-findings.ts';
import { judge } from './policy/judge/judge.ts';
import { verdictOf } from './policy/judge/verdict.ts';
import { validationOf } from './policy/view/object-validation.ts';
import type { ClusterView } from './policy/view/rule.ts';
import { viewFleet } from './policy/view/view-fleet.ts';
import { weakenedBy } from './policy/weaken/weakened-by.ts';
import { settleCluster } from './review/applied/settle-cluster.ts';
import { changedFiles } from './review/cluster/changed-files.ts';
import { compareCluster } from './review/cluster/compare-cluster.ts';
import { ValidationSchema } from './review/contract/cluster-review.ts';
import { type Review, ReviewSchema } from './review/contract/review.ts';
import { imageChanges } from './review/images/image-changes.ts';
import { Causes, type ReadText, type Side } from './review/origins/causes.ts';
import type { AskedLines } from './review/origins/made-changes.ts';
import { readElsewhere } from './review/reach/read-elsewhere.ts';
import { asShown } from './review/secrets/as-shown.ts';
import { whatWasNotRead } from './review/unjudged/unjudged.ts';
import { asWritten } from './review/unknown/unknown-names.ts';
import { changedPaths } from './tree/files/changed-paths.ts';
import type { Files } from './tree/files/files.ts';
import { plainFiles } from './tree/files/plain-files.ts';
import { emptyWorkspace, filesIn, type Workspace } from './tree/files/workspace.ts';
import type { RepoTree } from './tree/objects/repo-tree.ts';

/** How the two sides came about. */
export interface Merge {
  readonly status: Review['merge']['status'];
  readonly conflicts: readonly string[];
}

export interface ReviewRequest {
  readonly before: RepoTree;
  readonly after: RepoTree;
  /** The base's: no change is judged by the rules that it brings, unless it repairs those of the base. */
  readonly config: Config;
  /** What the change does to the configuration, where it does anything. */
  readonly configEdit?: ConfigEdit | undefined;
  /** The key of the digests that stand for secret values; never printed. */
  readonly key: Uint8Array;
  /** Commit ids, for people; empty where a side is not a commit. */
  readonly base: string;
  readonly head: string;
  readonly merge: Merge;
  /** The branch that the change is to be merged into; where it is not known, the merge is taken to reach every cluster. */
  readonly baseBranch?: string | undefined;
  /** Of the repository; a new one where absent. */
  readonly workspace?: Workspace;
  /** Whether each single change of an effect is named too. */
  readonly withParts?: boolean | undefined;
  /** Whether what is said of objects can be compared with what another review by the same key says. */
  readonly withDigests?: boolean | undefined;
  /** Which changed fields of charts are told with the lines of templates and values that make them; none unless asked. */
  readonly withLines?: AskedLines | undefined;
}

/**
 * The product in one function: what a change does to every cluster of a fleet.
 *
 * @throws Needs where an object has not been fetched yet: fetch it and ask again
 */
export function review(request: ReviewRequest): Review {
  const { before, after, config, key, workspace = emptyWorkspace() } = request;
  const files = {
    before: filesIn(workspace, before, [after]),
    after: filesIn(workspace, after, [before]),
  };
  const fleet = renderFleet(files, config, request.baseBranch, settleCluster);
  const units = new Units(fleet.flatMap(inventoriesOf));
  const paths = changedPaths(before, after);
  const causes = new Causes(paths, textReader(files), after.sources);
  const comparison = {
    units,
    key,
    causes,
    ignore: config.ignore,
    withParts: request.withParts,
    digests: request.withDigests,
    withLines: request.withLines,
  };
  const compared = fleet.map((sides) => ({ ...sides, ...compareCluster(sides, comparison) }));
  const views = viewFleet(compared, files, units, after.sources);
  const { findings, untold } = judge(views, config.rules);
  const discovery = discover([files.before, files.after], config);
  const reached = fleet.filter(({ isUnreached }) => !isUnreached);
  const changed = changedFiles(paths, reached);
  const unread = whatWasNotRead({ files, paths, fleet, discovery, config, changed });
  const judged = {
    schema: 1 as const,
    base: request.base,
    head: request.head,
    before: before.id,
    after: after.id,
    merge: { status: request.merge.status, conflicts: [...request.merge.conflicts] },
    order: fleet.map(({ cluster }) => cluster.name),
    clusters: Object.fromEntries(views.map((view) => [view.cluster.name, withCounts(view)])),
    findings: [
      ...findings,
      ...configFindings(request.configEdit),
      ...absentFindings([files.before, files.after], config, { files: changed, unjudged: unread.unjudged }),
      ...guessFindings(discovery, changed),
    ],
    weakens: [
      ...weakenedBy({
        ...files,
        config,
        clusters: fleet.map(({ cluster }) => cluster),
        edit: request.configEdit,
        baseBranch: request.baseBranch,
      }),
    ],
    untold,
    ...unread,
  };
  const inventories = fleet.flatMap(inventoriesOf).map(({ inventory }) => inventory);
  const images = imageChanges(compared.map((each) => ({ ...each, name: each.cluster.name })));
  const elsewhere = readElsewhere(
    fleet.flatMap(inventoriesOf).map(({ cluster: { name }, inventory }) => ({ name, inventory })),
    after.sources,
  );
  const said = {
    ...judged,
    ...(images === undefined ? {} : { images }),
    ...(elsewhere.length === 0 ? {} : { elsewhere: [...elsewhere] }),
    ...understood(discovery, before, config),
    verdict: verdictOf(judged),
  };
  return asShown(ReviewSchema, asWritten(said, inventories));
}

/** What was taken for clusters is told as long as nobody has said it. */
function understood(discovery: Discovery, base: RepoTree, config: Config): Pick<Review, 'discovery'> {
  const isConfigured = findConfig(plainFiles(base, { symlinks: 'absent' })).kind !== 'absent';
  if (isConfigured || config.clusters !== undefined) return {};
  return { discovery: understandingOf(discovery) };
}

/** Without an inventory after the merge there is nothing to validate. */
function withCounts(view: ClusterView): Review['clusters'][string] {
  if (view.after === undefined) return view.review;
  return { ...view.review, validation: asShown(ValidationSchema, validationOf(view).counts, view.secrets) };
}

/** Asked only for files that a render has read, so that a line number costs no fetch. */
function textReader(files: Readonly<Record<Side, Files>>): ReadText {
  return (path, side) => fileTextAt(files[side], path);
}

function inventoriesOf({ cluster, before, after }: ClusterSides) {
  return [before, after].flatMap((inventory) => (inventory === undefined ? [] : [{ cluster, inventory }]));
}
