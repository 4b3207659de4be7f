import { isForced } from '../git/is-forced.ts';
import { commitExists } from '../git/objects.ts';
import { type RefUpdate, writeRefs, zeroSha } from '../git/refs.ts';
import type { Account } from '../state/account.ts';
import type { Repository } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { movingRefs } from './move-refs.ts';

/** A ref and where it is to be; `expected` (zeros: nowhere) is where it must be for that. */
export interface LeasedUpdate {
  readonly ref: string;
  readonly expected: string | undefined;
  readonly after: string;
  readonly force: boolean;
}

/** Why refs did not move; none did then. */
export class RefusedUpdate extends Error {}

/**
 * Moves refs all or none, each from where it was expected.
 *
 * @throws RefusedUpdate for a ref that is elsewhere, an object that is missing, commits that would be lost
 */
export const updateRefs = (
  world: World,
  repository: Repository,
  actor: Account,
  wanted: readonly LeasedUpdate[],
): Promise<readonly RefUpdate[]> => {
  const work = async () => {
    const updates: RefUpdate[] = [];
    for (const update of wanted) updates.push(await admit(repository, update));
    const moving = updates.filter(({ before, after }) => before !== after);
    await writeRefs(repository.gitDirectory, moving);
    return moving;
  };
  return movingRefs(world, repository, actor, work, (moved) => moved);
};

const admit = async (repository: Repository, { ref, expected, after, force }: LeasedUpdate): Promise<RefUpdate> => {
  const before = repository.refs.get(ref) ?? zeroSha;
  const update = { ref, before, after };
  if (!/^refs\/(heads|tags)\/./.test(ref)) throw new RefusedUpdate(`${ref} is not a qualified reference name`);
  if (expected !== undefined && expected !== before)
    throw new RefusedUpdate(`${ref} is at ${before} but expected ${expected}`);
  if (after === zeroSha) return update;
  if (!(await commitExists(repository.gitDirectory, after))) throw new RefusedUpdate(`Object ${after} does not exist`);
  if (!force && (await isForced(repository.gitDirectory, update)))
    throw new RefusedUpdate(`The update of ${ref} is not a fast forward`);
  return update;
};
