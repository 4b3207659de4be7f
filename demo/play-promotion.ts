import { setTimeout as sleep } from 'node:timers/promises';
import type { PullHandle } from '../test/fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../test/fake-github/handles/repository-handle.ts';
import type { CheckRun } from '../test/fake-github/state/repository.ts';
import type { Played } from './play-story.ts';

/** One command that somebody typed, and its result. */
export interface Act extends Played {
  readonly who: string;
  readonly line: string;
  /** The App's answer; empty if a reaction is enough. */
  readonly answer: string | undefined;
}

const CONFIG = `clusters:
  - { name: dev, path: clusters/dev }
  - { name: test, path: clusters/test }
  - { name: prod, path: clusters/prod, protected: true }
`;

/** How long a person looks at a review. */
const READING_MILLISECONDS = 2_000;

/** How long the App may take for each step. */
const PATIENCE_MILLISECONDS = 60_000;

/**
 * Promotes foo-app to a protected prod, typed on a pull request: the review reports what is missing, a second command
 * adds it, and a second person approves the effect.
 */
export async function playPromotion(repository: RepositoryHandle, show: (act: Act) => void): Promise<void> {
  await repository.commit('main', { message: 'Protect prod', write: { '.github/blast-radius.yml': CONFIG } });
  repository.addUser('dana', { role: 'write' });
  repository.addUser('omar', { role: 'maintain' });
  await repository.commit('readme', { message: 'Say more', write: { 'README.md': 'The fleet.\n' }, as: 'dana' });
  const pull = await repository.openPull({ head: 'readme', title: 'Say more about the fleet', author: 'dana' });
  await repository.waitForCheck(pull.headSha, 'blast-radius: main', PATIENCE_MILLISECONDS);

  const before = performance.now();
  const answer = await say(pull, '/promote foo-app prod', 'dana');
  const promotion = repository.pull(pull.number + 1);
  const check = await concluded(promotion, ['failure']);
  show({
    who: 'dana',
    line: '/promote foo-app prod',
    answer,
    pull: promotion,
    check,
    took: performance.now() - before,
  });

  const steps = [
    { who: 'dana', line: '/promote namespace/foo prod --here', conclusions: ['action_required'] },
    { who: 'omar', line: '/approve prod', conclusions: ['success'] },
  ];
  for (const { who, line, conclusions } of steps) {
    // GitHub reports times in whole seconds: an approval within the second of its review does not count.
    await sleep(READING_MILLISECONDS);
    const asked = performance.now();
    const said = await say(promotion, line, who);
    const after = await concluded(promotion, conclusions);
    show({ who, line, answer: said, pull: promotion, check: after, took: performance.now() - asked });
  }
}

/** @returns the App's answer, once its last reaction is there */
async function say(pull: PullHandle, line: string, who: string): Promise<string | undefined> {
  const known = new Set(pull.comments);
  const comment = pull.comment(line, who);
  await until(() => comment.reactions.some(({ content }) => content !== 'eyes'), `${line} was not answered`);
  const reply = pull.comments.find((each) => !known.has(each) && each.body.startsWith('<!-- blast-radius answer '));
  return reply?.body.replace(/^<!--.*?-->\n/, '');
}

async function concluded(pull: PullHandle, conclusions: readonly string[]): Promise<CheckRun> {
  const now = () =>
    pull.checks.find(({ name, conclusion }) => name === 'blast-radius: main' && conclusions.includes(conclusion ?? ''));
  await until(() => now() !== undefined, `the check on #${pull.number} did not become ${conclusions.join(' or ')}`);
  const check = now();
  if (check === undefined) throw new Error(`the check on #${pull.number} changed again`);
  return check;
}

async function until(isSo: () => boolean, otherwise: string): Promise<void> {
  const began = performance.now();
  while (!isSo()) {
    if (performance.now() - began > PATIENCE_MILLISECONDS) throw new Error(otherwise);
    await sleep(20);
  }
}
