import { snapshotOf } from '../../fleet/render/snapshot.ts';
import { type Fleet, openFleet } from '../../promotion/plan/fleet.ts';
import { gitPatch } from '../../promotion/plan/git-patch.ts';
import type { Promotion } from '../../promotion/plan/promotion.ts';
import { promotionText } from '../../promotion/promotion-text.ts';
import { demote } from '../../promotion/propose/demote.ts';
import { promote } from '../../promotion/propose/promote.ts';
import { visibleLines } from '../../text/visible-text.ts';
import { drive } from '../../tree/objects/drive.ts';
import { configOfFile, configOfTree, loadConfig } from '../open/load-config.ts';
import { openRepository } from '../open/open-repository.ts';
import { CliError, usageError } from '../process/cli-error.ts';
import type { Io } from '../process/io.ts';
import { withRemedy } from '../process/with-remedy.ts';
import type { DemoteOptions, EditOptions, PromoteOptions } from './promote-options.ts';
import { writeEdits } from './write-edits.ts';

/** Edits the work tree so that clusters run a unit, or prints the patch. @returns the exit code */
export function runPromote(
  asked: string,
  clusters: readonly string[],
  options: PromoteOptions,
  io: Io,
): Promise<number> {
  if (clusters.length === 0 && options.toBaseline !== true) throw usageError('name a cluster, several, or all');
  return run(options, io, (fleet) => promote(fleet, { ...options, asked, clusters }));
}

/** Edits the work tree so that clusters run a unit no more, or prints the patch. @returns the exit code */
export function runDemote(asked: string, clusters: readonly string[], options: DemoteOptions, io: Io): Promise<number> {
  return run(options, io, (fleet) => demote(fleet, { ...options, asked, clusters }));
}

async function run(options: EditOptions, io: Io, plan: (fleet: Fleet) => Promotion): Promise<number> {
  const repository = await openRepository(options.repo);
  try {
    io.progress('rendering every cluster …');
    const { tree } = await repository.workTree();
    const config = await loadConfig(async () =>
      options.config === undefined
        ? await drive(repository.fetch, () => configOfTree(tree))
        : configOfFile(options.config),
    );
    const snapshot = snapshotOf(tree, config);
    const fleet = await drive(repository.fetch, () => openFleet(snapshot));
    const result = await drive(repository.fetch, () => plan(fleet));
    if (result.kind === 'refused') throw refusal(result, io, options);
    if (result.kind === 'planned' && options.dryRun !== true) writeEdits(options.repo, result.edits);
    say(result, options, io);
    return 0;
  } finally {
    await repository.close();
  }
}

function say(result: Promotion, { format, dryRun }: EditOptions, io: Io): void {
  const patch = result.kind === 'planned' ? gitPatch(result.edits) : '';
  if (format === 'json') io.out(`${JSON.stringify({ ...result, patch }, undefined, 2)}\n`);
  else if (dryRun === true && result.kind === 'planned') {
    // The patch alone goes where git apply reads it.
    io.out(patch);
    io.err(visibleLines(promotionText(result)));
  } else io.out(visibleLines(promotionText(result)));
}

/** A refusal is an answer: what was asked cannot be done, and why. */
function refusal(result: Extract<Promotion, { kind: 'refused' }>, io: Io, { format }: EditOptions): CliError {
  if (format === 'json') io.out(`${JSON.stringify(result, undefined, 2)}\n`);
  return new CliError(withRemedy(result), 1);
}
