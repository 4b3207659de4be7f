import { latestRuns, runsAt } from '../../test/fake-github/state/repository.ts';
import type { Player } from './players.ts';

const bot = 'blast-radius[bot]';

/**
 * @param served the commits and digests that hosts of sources have given
 * @returns what is wrong with a pull request, in words; empty where all is right
 */
export function wrongWith(
  player: Player,
  approvedBefore: ReadonlySet<string>,
  served: ReadonlySet<string>,
): readonly string[] {
  const { pull, state, isProtected, clicked } = player;
  const ours = pull.comments.filter(({ author }) => author.login === bot);
  const [check, ...others] = latestRuns(runsAt(player.repository.state, pull.headSha));
  const wrong: string[] = [];
  if (!check || others.length > 0) return [`${others.length + (check ? 1 : 0)} checks on its head`];
  if (check.status !== 'completed') return [`its check is ${check.status}`];
  if (ours.length > 1 || (ours.length === 0 && state.kind === 'value')) wrong.push(`${ours.length} comments`);
  const [comment] = ours;
  if (comment && !comment.body.startsWith(`<!-- blast-radius review ${pull.headSha} -->`))
    wrong.push('its comment speaks of another head');
  if (comment?.body.includes('<!-- blast-radius stale -->')) wrong.push('its comment is marked as stale');
  if (comment && state.kind === 'value') wrong.push(...wrongElsewhere(comment.body, served));
  const { conclusion } = check;
  if (state.kind !== 'value') {
    const expected = state.kind === 'page' ? 'neutral' : 'failure';
    if (conclusion !== expected) wrong.push(`${conclusion} instead of ${expected}`);
  } else if (!isProtected) {
    if (conclusion !== 'success') wrong.push(`${conclusion} instead of success: ${check.title}`);
  } else if (conclusion === 'success') {
    if (!clicked.has(state.value)) wrong.push('an approval was invented');
  } else if (conclusion !== 'action_required') {
    wrong.push(`${conclusion} instead of action_required`);
  } else if (approvedBefore.has(state.value)) wrong.push('an approval was lost');
  return wrong;
}

/** @returns what a comment says of what lies elsewhere, other than a review in calm of content that was given */
function wrongElsewhere(body: string, served: ReadonlySet<string>): readonly string[] {
  const missed = /[^\n]*(?:is not fetched|is a remote URL)[^\n]*/.exec(body);
  const told = [...body.matchAll(/(?:git|registry)\.example\/\S+ at `?(?:sha\d+:)?([0-9a-f]{7,64})/g)];
  const unknown = told
    .map(([, revision = '']) => revision)
    .filter((each) => ![...served].some((all) => all.includes(each)));
  return [
    ...(missed === null
      ? []
      : [`it lacks what lies elsewhere: ${missed[0].replace(/.*?(.{0,80}is not fetched)/, '$1').slice(0, 300)}`]),
    ...unknown.map((revision) => `it speaks of ${revision}, which nobody has given`),
  ];
}

/** @returns the runs that are still in progress, on whatever commit; in words */
export function leftInProgress(players: readonly Player[]): readonly string[] {
  const repositories = new Set(players.map(({ repository }) => repository));
  return [...repositories].flatMap(({ fullName, state }) =>
    [...state.checkRuns.values()]
      .filter(({ status }) => status !== 'completed')
      .map(({ id, suite: { headSha }, startedAt }) => {
        const runs = runsAt(state, headSha).map((run) => `${run.id} ${run.conclusion ?? run.status}`);
        return `${fullName}: run ${id} is in progress since ${startedAt.toISOString()}; on ${headSha} are ${runs.join(', ')}`;
      }),
  );
}
