import { snapshotOf } from '../../fleet/render/snapshot.ts';
import { compare, explain } from '../../promotion/look-into.ts';
import { findSubject } from '../../promotion/places/subject.ts';
import { type Fleet, openFleet } from '../../promotion/plan/fleet.ts';
import { PromotionRefusal } from '../../promotion/plan/promotion-refusal.ts';
import { compareText } from '../../report/cluster/compare-text.ts';
import { explainText } from '../../report/cluster/explain-text.ts';
import { drive } from '../../tree/objects/drive.ts';
import { configOfFile, configOfTree, loadConfig } from '../open/load-config.ts';
import { openRepository } from '../open/open-repository.ts';
import { usageError } from '../process/cli-error.ts';
import type { Io } from '../process/io.ts';
import { withRemedy } from '../process/with-remedy.ts';
import type { LookOptions } from './look-options.ts';

/** Prints where objects come from. @returns 0 */
export async function runExplain(
  asked: string,
  cluster: string | undefined,
  options: LookOptions,
  io: Io,
): Promise<number> {
  const found = await look(options, io, (fleet) => explain(fleet, asked, cluster));
  if (found.length === 0) throw usageError(`${cluster ?? 'no cluster'} does not run ${asked}`);
  if (options.format === 'json') io.out(`${JSON.stringify(found, undefined, 2)}\n`);
  else io.out(found.map((each) => explainText(each.cluster, each.explanation)).join('\n'));
  return 0;
}

/** Prints how two clusters differ. @returns 0, or 2 where one of them could not be rendered whole */
export async function runCompare(
  unit: string | undefined,
  [one, other]: readonly [string, string],
  options: LookOptions,
  io: Io,
): Promise<number> {
  const { name, review } = await look(options, io, (fleet) => ({
    name: unit === undefined ? undefined : findSubject(fleet, unit).name,
    review: compare(fleet, one, other),
  }));
  if (options.format === 'json') io.out(`${JSON.stringify(review, undefined, 2)}\n`);
  else io.out(compareText(one, other, review, name));
  return review.unresolved.length > 0 ? 2 : 0;
}

async function look<T>(options: LookOptions, io: Io, ask: (fleet: Fleet) => T): Promise<T> {
  const repository = await openRepository(options.repo);
  try {
    io.progress('rendering every cluster …');
    const { tree } = options.workTree === true ? await repository.workTree() : await repository.revision(options.rev);
    const config = await loadConfig(async () =>
      options.config === undefined
        ? await drive(repository.fetch, () => configOfTree(tree))
        : configOfFile(options.config),
    );
    const snapshot = snapshotOf(tree, config);
    return await drive(repository.fetch, () => ask(openFleet(snapshot)));
  } catch (error) {
    if (!(error instanceof PromotionRefusal)) throw error;
    throw usageError(withRemedy({ reason: error.message, remedy: error.remedy }));
  } finally {
    await repository.close();
  }
}
