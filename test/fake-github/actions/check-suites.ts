import { grants } from '../auth/access.ts';
import { emit } from '../events/emit.ts';
import { readCommit } from '../git/objects.ts';
import { type RefUpdate, zeroSha } from '../git/refs.ts';
import { checkSuitePayload } from '../payloads/check.ts';
import type { Account } from '../state/account.ts';
import type { App } from '../state/app.ts';
import type { CheckSuite, Repository } from '../state/repository.ts';
import { covers, type World } from '../state/world.ts';

type SuiteAction = 'requested' | 'rerequested' | 'completed';
type Origin = Pick<CheckSuite, 'headBranch' | 'before'>;

/** One suite for an App and a commit, made when first asked for. */
export const suiteFor = (world: World, repository: Repository, app: App, headSha: string, origin: Origin) => {
  const known = [...repository.checkSuites.values()].find((suite) => suite.app === app && suite.headSha === headSha);
  if (known) return { suite: known, isNew: false };
  const now = world.now();
  const suite: CheckSuite = { id: world.nextId(), app, repository, headSha, ...origin, createdAt: now, updatedAt: now };
  repository.checkSuites.set(suite.id, suite);
  return { suite, isNew: true };
};

/** Each App that may write checks gets a suite for a new head, and is asked to fill it. */
export const ensureSuites = async (
  world: World,
  repository: Repository,
  sender: Account,
  headSha: string,
  headBranch: string | null,
  before: string | null = null,
): Promise<void> => {
  for (const installation of world.installations.values()) {
    const writes = !installation.suspendedAt && grants(installation.permissions, { checks: 'write' });
    if (!writes || !covers(installation, repository)) continue;
    const { suite, isNew } = suiteFor(world, repository, installation.app, headSha, { headBranch, before });
    if (isNew) await announceSuite(world, suite, sender, 'requested');
  }
};

export const requestSuites = (
  world: World,
  repository: Repository,
  sender: Account,
  update: RefUpdate,
): Promise<void> => {
  const before = update.before === zeroSha ? null : update.before;
  return ensureSuites(world, repository, sender, update.after, update.ref.slice('refs/heads/'.length), before);
};

/** The `check_suite` event: requests go to the suite's App alone. */
export const announceSuite = async (
  world: World,
  suite: CheckSuite,
  sender: Account,
  action: SuiteAction,
): Promise<void> => {
  const head = await readCommit(suite.repository.gitDirectory, suite.headSha);
  if (!head) return;
  const about = () => {
    const { latest_check_runs_count, check_runs_url, repository, ...payload } = checkSuitePayload(world, suite, head);
    return { check_suite: { ...payload, latest_check_runs_count, check_runs_url } };
  };
  const only = action === 'completed' ? {} : { only: suite.app };
  emit(world, { event: 'check_suite', action, repository: suite.repository, sender, about, ...only });
};
