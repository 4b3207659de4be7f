import { emit } from '../events/emit.ts';
import { checkRunPayload, suiteState } from '../payloads/check.ts';
import type { Account } from '../state/account.ts';
import type { App } from '../state/app.ts';
import type { Annotation, CheckAction, CheckConclusion, CheckStatus } from '../state/check.ts';
import type { CheckRun, Repository } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { announceSuite, suiteFor } from './check-suites.ts';

/** What a client may say about a run; what it leaves out stays as it is. */
export interface CheckRunWords {
  readonly name?: string | undefined;
  readonly externalId?: string | undefined;
  readonly detailsUrl?: string | undefined;
  readonly status?: CheckStatus | undefined;
  readonly conclusion?: CheckConclusion | undefined;
  readonly startedAt?: Date | undefined;
  readonly completedAt?: Date | undefined;
  readonly output?: { title?: string | undefined; summary: string; text?: string | undefined } | undefined;
  readonly annotations?: readonly Annotation[] | undefined;
  readonly actions?: readonly CheckAction[] | undefined;
}

type RunAction = 'created' | 'completed' | 'rerequested' | 'requested_action';

/** The `check_run` event: what somebody asks of a run goes to its App alone. */
export const announceRun = (
  world: World,
  run: CheckRun,
  sender: Account,
  action: RunAction,
  requested?: { identifier: string },
): void => {
  const forOwner = action === 'rerequested' || action === 'requested_action';
  const about = () => ({
    check_run: { ...checkRunPayload(world, run), check_suite: nestedSuite(world, run) },
    ...(requested && { requested_action: requested }),
  });
  emit(world, {
    event: 'check_run',
    action,
    repository: run.suite.repository,
    sender,
    about,
    ...(forOwner && { only: run.suite.app }),
  });
};

const nestedSuite = (world: World, run: CheckRun) => {
  const { id, headBranch, headSha, before } = run.suite;
  const { status, conclusion } = suiteState(run.suite);
  const { app, pull_requests } = checkRunPayload(world, run);
  return {
    id,
    head_branch: headBranch,
    head_sha: headSha,
    before,
    after: headSha,
    status,
    conclusion,
    app,
    pull_requests,
  };
};

export const createCheckRun = async (
  world: World,
  where: { repository: Repository; app: App; headSha: string; headBranch: string | null; name: string },
  words: CheckRunWords,
): Promise<CheckRun> => {
  const { suite } = suiteFor(world, where.repository, where.app, where.headSha, {
    headBranch: where.headBranch,
    before: null,
  });
  const run: CheckRun = {
    id: world.nextId(),
    suite,
    name: where.name,
    externalId: '',
    detailsUrl: null,
    status: 'queued',
    conclusion: null,
    startedAt: world.now(),
    completedAt: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
    actions: [],
  };
  apply(world, run, words);
  where.repository.checkRuns.set(run.id, run);
  dropOldest(where.repository, run);
  announceRun(world, run, where.app.bot, 'created');
  if (run.status === 'completed') await announceCompletion(world, run);
  return run;
};

/** A suite holds a thousand runs of a name; GitHub deletes the oldest beyond. */
const dropOldest = ({ checkRuns }: Repository, { suite, name }: CheckRun): void => {
  const same = [...checkRuns.values()].filter((run) => run.suite === suite && run.name === name);
  for (const { id } of same.slice(0, -1000)) checkRuns.delete(id);
};

export const updateCheckRun = async (world: World, run: CheckRun, words: CheckRunWords): Promise<void> => {
  const wasCompleted = run.status === 'completed';
  apply(world, run, words);
  if (run.status === 'completed' && !wasCompleted) await announceCompletion(world, run);
};

const announceCompletion = async (world: World, run: CheckRun): Promise<void> => {
  announceRun(world, run, run.suite.app.bot, 'completed');
  if (suiteState(run.suite).status === 'completed')
    await announceSuite(world, run.suite, run.suite.app.bot, 'completed');
};

const apply = (world: World, run: CheckRun, words: CheckRunWords): void => {
  run.name = words.name ?? run.name;
  run.externalId = words.externalId ?? run.externalId;
  run.detailsUrl = words.detailsUrl ?? run.detailsUrl;
  run.startedAt = words.startedAt ?? run.startedAt;
  run.actions = words.actions ? [...words.actions] : run.actions;
  if (words.output) {
    run.title = words.output.title ?? run.title;
    run.summary = words.output.summary;
    run.text = words.output.text ?? run.text;
  }
  // Annotations only ever grow: that is how more than fifty get in.
  run.annotations.push(...(words.annotations ?? []));
  applyStatus(world, run, words);
  run.suite.updatedAt = world.now();
};

/** A conclusion completes; a new status other than completed takes the conclusion back. */
const applyStatus = (world: World, run: CheckRun, { status, conclusion, completedAt }: CheckRunWords): void => {
  if (conclusion) {
    run.status = 'completed';
    run.conclusion = conclusion;
    run.completedAt = completedAt ?? (run.completedAt && !status ? run.completedAt : world.now());
  } else if (status && status !== 'completed') {
    run.status = status;
    run.conclusion = null;
    run.completedAt = null;
  }
};
