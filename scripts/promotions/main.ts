/**
 * Promotes every unit of real fleets to every cluster that lacks it, has the real kustomize check every patch, and prints
 * the reasons why there is none: `npm run promotions -- FOLDER… [--only=NAME] [--most=60] [--seed=1] [-v]`. The folders
 * hold git bundles. Ends with 1 where a patch is wrong.
 */
import { answer } from '../../src/ask/answer.ts';
import type { ReviewedPromotion } from '../../src/ask/question.ts';
import { openFolder } from '../../src/disk/open-folder.ts';
import { type Snapshot, snapshotOf } from '../../src/fleet/render/snapshot.ts';
import { editedTree } from '../../src/promotion/plan/draft.ts';
import { type Fleet, openFleet } from '../../src/promotion/plan/fleet.ts';
import { demotionFaults, reviewFaults } from './answer-faults.ts';
import { type RealFleet, realFleets } from './fleets.ts';
import { faultsOf, realState } from './judge.ts';
import { RealBuilds } from './real-builds.ts';
import type { RealState } from './real-cluster.ts';
import { Tally } from './tally.ts';
import { type Trial, trialsIn } from './trials.ts';

const arguments_ = process.argv.slice(2);
const option = (name: string) => arguments_.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
const named = arguments_.filter((each) => !each.startsWith('-'));
const folders = named.length > 0 ? named : (process.env.PROMOTIONS ?? '').split(':').filter((each) => each !== '');
const tally = new Tally(arguments_.includes('-v'));
for (const real of realFleets(folders, option('only') ?? '')) tryAll(real);
tally.print();
process.exitCode = tally.wrong === 0 && tally.tried > 0 ? 0 : 1;

function tryAll(real: RealFleet): void {
  const { tree } = openFolder(real.folder);
  const snapshot = snapshotOf(tree, real.config);
  const fleet = openFleet(snapshot);
  const trials = trialsIn(fleet, Number(option('seed') ?? 1), Number(option('most') ?? 60));
  const builds = new RealBuilds(real.workbench);
  const before = trials.length === 0 ? new Map() : realState(real.workbench, fleet, builds);
  for (const trial of trials) {
    try {
      tryOne(real, snapshot, fleet, trial, before, builds);
    } catch (error) {
      tally.add(real.name, trial, 'THROWN', [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
    }
  }
  tally.endFleet(real.name);
}

function tryOne(
  real: RealFleet,
  snapshot: Snapshot,
  fleet: Fleet,
  trial: Trial,
  before: RealState,
  builds: RealBuilds,
): void {
  const request = { asked: trial.unit, clusters: [trial.cluster] };
  let result = asked(snapshot, { kind: 'promote', request });
  let how = 'patch';
  if (result.kind === 'refused' && result.remedy?.includes('--overlay') === true) {
    const copied = asked(snapshot, { kind: 'promote', request: { ...request, overlay: true } });
    if (copied.kind === 'planned') [result, how] = [copied, 'patch with --overlay'];
  }
  if (result.kind !== 'planned') {
    tally.add(real.name, trial, `${result.kind}: ${result.reason}`, [], result.kind === 'refused' ? result.remedy : '');
    return;
  }
  const { promotion, patch } = result;
  const faults = [...faultsOf(real.workbench, fleet, trial, promotion, [before, builds]), ...reviewFaults(result)];
  const there = { ...snapshot, tree: editedTree(snapshot.tree, promotion.edits) };
  const backs = [false, true].map((clean) => asked(there, { kind: 'demote', request: { ...request, clean } }));
  faults.push(...demotionFaults(promotion.edits, backs));
  tally.add(real.name, trial, how, faults, `${promotion.notes.join('\n')}\n${patch}`);
}

function asked(snapshot: Snapshot, question: Parameters<typeof answer<'promote' | 'demote'>>[0]): ReviewedPromotion {
  return answer(question, { snapshot, commit: '', key: new Uint8Array(32) });
}
