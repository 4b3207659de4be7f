import { answer } from '../../src/ask/answer.ts';
import type { ReviewedPromotion } from '../../src/ask/question.ts';
import { openFolder } from '../../src/disk/open-folder.ts';
import { type Snapshot, snapshotOf } from '../../src/fleet/render/snapshot.ts';
import type { Release } from '../../src/kustomize/releases/releases.ts';
import { editedTree } from '../../src/promotion/plan/draft.ts';
import { type Fleet, openWritten } from '../../src/promotion/plan/fleet.ts';
import type { RealFleet } from './fleets.ts';
import { demotionFaults, reviewFaults } from './judge/answer-faults.ts';
import { faultsOf, realState } from './judge/judge.ts';
import { RealBuilds } from './real/real-builds.ts';
import type { RealState } from './real/real-cluster.ts';
import type { Trial } from './trials.ts';

/** A real fleet as this project renders it, and as the real kustomize builds it. */
interface OpenedFleet {
  readonly workbench: string;
  readonly snapshot: Snapshot;
  readonly fleet: Fleet;
  readonly builds: RealBuilds;
  /** Built when the first promotion is judged. */
  before: RealState | undefined;
}

/** How a promotion ended. */
interface Tried {
  /** `patch`, or why there is none. */
  readonly how: string;
  /** What is wrong with the patch. */
  readonly faults: readonly string[];
  /** What people are told beside it. */
  readonly more: string;
}

export function openedFleet({ folder, workbench, config }: RealFleet, release?: Release): OpenedFleet {
  const snapshot = snapshotOf(openFolder(folder).tree, config);
  const fleet = openWritten(snapshot);
  return { workbench, snapshot, fleet, builds: new RealBuilds(workbench, release), before: undefined };
}

/** Asks for a promotion, with an overlay where that is advised, and has the judge look at the patch and at its demotion. */
export function tryPromotion(opened: OpenedFleet, trial: Trial): Tried {
  const { snapshot, fleet, workbench, builds } = opened;
  const request = { asked: trial.unit, clusters: [trial.cluster] };
  let result = asked(snapshot, { kind: 'promote', request });
  let how = 'patch';
  if (result.kind === 'refused' && result.remedy?.includes('--overlay') === true) {
    const copied = asked(snapshot, { kind: 'promote', request: { ...request, overlay: true } });
    if (copied.kind === 'planned') [result, how] = [copied, 'patch with --overlay'];
  }
  if (result.kind !== 'planned') {
    const remedy = result.kind === 'refused' ? result.remedy : undefined;
    return { how: `${result.kind}: ${result.reason}`, faults: [], more: remedy ?? '' };
  }
  const { promotion, patch } = result;
  opened.before ??= realState(workbench, fleet, builds);
  const there = { ...snapshot, tree: editedTree(snapshot.tree, promotion.edits) };
  const backs = [false, true].map((clean) => asked(there, { kind: 'demote', request: { ...request, clean } }));
  const faults = [
    ...faultsOf(workbench, fleet, trial, promotion, [opened.before, builds]),
    ...reviewFaults(result),
    ...demotionFaults(promotion.edits, backs),
  ];
  return { how, faults, more: `${promotion.notes.join('\n')}\n${patch}` };
}

function asked(snapshot: Snapshot, question: Parameters<typeof answer<'promote' | 'demote'>>[0]): ReviewedPromotion {
  return answer(question, { snapshot, commit: '', key: new Uint8Array(32) });
}
