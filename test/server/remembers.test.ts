import { afterAll, afterEach, expect, test } from '@jest/globals';
import type { Question } from '../../src/ask/question.ts';
import { GitRepository } from '../../src/git/repository/git-repository.ts';
import { treesUnderReview } from '../../src/git/repository/trees-under-review.ts';
import { createRenderer, type Renderer } from '../../src/server/render/create-renderer.ts';
import type { Rendered } from '../../src/server/render/render-task.ts';
import type { Attempt } from '../../src/tree/objects/drive.ts';
import { applyChanges, articleRepo, articleStories, loadFleet, loadStories } from '../fixtures/fleets/load-fleet.ts';
import { removeTempFolders, type TempRepository, tempRepository } from '../git/temp-repository.ts';
import { isThorough } from '../thorough.ts';

const article = loadFleet(articleRepo);
const stories = loadStories(articleStories);
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
afterAll(removeTempFolders);

/** A fleet on `main`, and a branch for every story. */
function makeRepository(fleet = article): TempRepository {
  const repository = tempRepository(['--bare']);
  const main = repository.commit(Object.fromEntries(fleet));
  for (const { branch, changes } of stories) {
    const files = applyChanges(fleet, changes);
    repository.commit(Object.fromEntries(files), { branch, parents: [main] });
  }
  return repository;
}

function open({ path }: TempRepository): GitRepository {
  const repository = new GitRepository(path, 'sha1');
  closing.push(() => repository.close());
  return repository;
}

function start(): Renderer {
  const renderer = createRenderer({ threads: 0, megabytes: 0, seconds: 0 });
  closing.push(() => renderer.close());
  return renderer;
}

function resultOf<T>(attempt: Attempt<T>): T {
  if ('result' in attempt) return attempt.result;
  throw new Error('something elsewhere is asked for');
}

/** Reviews a branch against `main` as the App does. */
async function reviewBranch(
  { git }: TempRepository,
  branch: string,
  { repository, renderer, isChecked = false }: { repository: GitRepository; renderer: Renderer; isChecked?: boolean },
): Promise<Rendered> {
  const [base, head] = [git('rev-parse', 'main'), git('rev-parse', branch)];
  const { before, after } = await treesUnderReview(repository, base, head);
  const [ofBase, ofHead] = [await repository.treeOf(base), await repository.treeOf(head)];
  const task = {
    ...{ gitDirectory: repository.scratch, repository: '7', before, after, ofBase, ofHead, base, head },
    ...({ baseBranch: 'main', merge: { status: 'merged', conflicts: [] }, withParts: true, isChecked } as const),
    key: new Uint8Array(32),
  };
  return resultOf(await renderer.render(repository, task, renderer.attempts(new AbortController().signal)));
}

test('a renderer that remembers says of every pull request what a new one says', async () => {
  const made = makeRepository();
  const [repository, renderer] = [open(made), start()];
  const cold = new Map<string, string>();
  for (const { branch } of [...stories, ...stories]) {
    const warm = await reviewBranch(made, branch, { repository, renderer });
    const expected =
      cold.get(branch) ?? JSON.stringify(await reviewBranch(made, branch, { repository, renderer: start() }));
    cold.set(branch, expected);
    expect(JSON.stringify(warm)).toBe(expected);
  }
});

const QUESTIONS: readonly Question[] = [
  { kind: 'where', asked: undefined },
  { kind: 'where', asked: 'foo-ap' },
  { kind: 'explain', asked: 'foo-app', cluster: undefined },
  { kind: 'explain', asked: 'foo-ap', cluster: undefined },
  { kind: 'compare', unit: undefined, clusters: ['dev', 'prod'] },
  { kind: 'promote', request: { asked: 'foo-app', clusters: ['prod'] } },
  { kind: 'demote', request: { asked: 'foo-app', clusters: ['dev'] } },
];

test('a renderer that remembers answers every question as a new one does', async () => {
  const made = makeRepository();
  const [repository, renderer] = [open(made), start()];
  const kinds: string[] = [];
  let asked = 0;
  for (const { branch } of stories) {
    await reviewBranch(made, branch, { repository, renderer });
    const commit = made.git('rev-parse', branch);
    const tree = await repository.treeOf(commit);
    for (const question of QUESTIONS) {
      const about = { gitDirectory: repository.scratch, repository: '7', key: new Uint8Array(32), commit, tree };
      const ask = async (of: Renderer) =>
        resultOf(await of.answer(repository, { ...about, question }, of.attempts(new AbortController().signal)));
      const warm = await ask(renderer);
      // CI compares every answer; else each question is compared in every third story.
      if (isThorough || asked++ % 3 === 0) expect(structuredClone(warm)).toEqual(await ask(start()));
      kinds.push('kind' in warm.answer ? `${warm.kind}: ${warm.answer.kind}` : warm.kind);
    }
  }
  expect([...new Set(kinds)].sort()).toEqual([
    ...['compare: compared', 'demote: nothing', 'demote: planned', 'demote: refused'],
    ...['explain: explained', 'explain: refused', 'promote: nothing', 'promote: planned', 'promote: refused', 'where'],
  ]);
});

test('a review that is checked says whether one that remembers nothing is the same', async () => {
  const made = makeRepository();
  const [repository, renderer] = [open(made), start()];
  for (const { branch } of stories) {
    const { check } = await reviewBranch(made, branch, { repository, renderer, isChecked: true });
    expect(check).toBe('same');
  }
});

test('trees that are gone since they were reviewed are not compared with', async () => {
  const made = makeRepository();
  const renderer = start();
  const [first, second] = stories.map(({ branch }) => branch);
  if (first === undefined || second === undefined) throw new Error('there are no stories');
  await reviewBranch(made, first, { repository: open(made), renderer });
  // Cloned anew after the base was rewritten: what was reviewed is not in it.
  const other = makeRepository(applyChanges(article, new Map([['README.md', Buffer.from('another\n')]])));
  const repository = open(other);
  const warm = await reviewBranch(other, second, { repository, renderer });
  const cold = await reviewBranch(other, second, { repository, renderer: start() });
  expect(JSON.stringify(warm)).toBe(JSON.stringify(cold));
});
