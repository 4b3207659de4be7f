import type { Answers, Explained, Question } from '../../ask/question.ts';
import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import { explainMarkdown } from '../../report/cluster/explain-markdown.ts';
import type { LinkBuilder } from '../../report/model/place-links.ts';
import { listed } from '../../text/counted.ts';
import { code, prose } from '../../text/escape.ts';
import { lineAddress, pageLink } from '../look/describe.ts';
import { askMerge, askTarget, refusedResult } from './run/ask-base.ts';
import { type Command, CommandRefused, type Running } from './run/command.ts';
import { type CommandTarget, readTarget } from './run/command-target.ts';

/** More objects are counted, not shown. */
const MOST = 10;
const NOWHERE = 'No cluster of that name runs this';

export const explainCommand: Command = {
  name: 'explain',
  usage: '/explain <kind/name> [cluster] [--field <path>]',
  summary: 'shows where an object comes from, and the line that sets each of its fields',
  needs: 'read',
  flags: ['field'],
  words: { least: 1, most: 2 },
  run: async (running) => {
    const [asked = '', cluster] = running.parsed.words;
    const field = running.parsed.flags.get('field');
    if (field === true) throw new CommandRefused(`Name a field: ${code('--field spec.replicas')}.`);
    const target = await readTarget(running);
    const question = { kind: 'explain', asked, cluster, field } as const;
    const { answer, lead, links } = await explained(running, target, question);
    if (answer.kind === 'refused') return refusedResult(answer);
    const { objects } = answer;
    if (objects.length === 0) throw new CommandRefused(`${NOWHERE}.`);
    const detail = field === undefined ? 'values' : 'conditions';
    const texts = objects.slice(0, MOST).map((each) => explainMarkdown(each.cluster, each.explanation, detail, links));
    const rest = objects.length > MOST ? [`${objects.length - MOST} more objects are not shown.`] : [];
    return { isDone: true, text: [...lead, ...texts, ...rest].join('\n\n') };
  },
};

interface Found {
  readonly answer: Answers['explain'];
  /** What has to be said before it. */
  readonly lead: readonly string[];
  readonly links: LinkBuilder;
}

/** In a pull request, as merging it makes them; what it takes away, as it is until then. */
async function explained(running: Running, target: CommandTarget, question: Question<'explain'>): Promise<Found> {
  const { merging, repositoryUrl, commit } = target;
  const ofBase = async (lead: readonly string[]): Promise<Found> => {
    const answer = await askTarget(running, target, question);
    return { answer, lead, links: (path, line) => lineAddress(target, path, line) };
  };
  if (merging === undefined) return ofBase([]);
  const answer = await askMerge(running, target, question);
  if (hasObjects(answer)) {
    const pull = { repositoryUrl, headCommit: merging.commit, baseCommit: commit };
    const lead = question.cluster === undefined ? await removedBy(running, target, question) : [];
    return { answer, lead, links: pageLink(pull, { shown: answer.shown ?? {} }) };
  }
  const why = answer.kind === 'refused' ? answer.reason : NOWHERE;
  const former = await ofBase([`Once this is merged: ${prose(why)}. On ${code(target.branch)}:`]);
  return hasObjects(former.answer) ? former : { ...former, answer };
}

/** @returns a sentence on those of the objects that merging the pull request removes; none where all stay */
async function removedBy(
  running: Running,
  target: CommandTarget,
  { kind, asked, cluster }: Question<'explain'>,
): Promise<readonly string[]> {
  // Whole: an object that loses the field that is asked for stays.
  const question = { kind, asked, cluster };
  const [before, after] = [await askTarget(running, target, question), await askMerge(running, target, question)];
  const left = new Set(titlesIn(after));
  const removed = titlesIn(before).filter((title) => !left.has(title));
  return removed.length === 0 ? [] : [`Once this is merged, there is no ${listed(removed)}.`];
}

function titlesIn(answer: Answers['explain']): readonly string[] {
  if (answer.kind === 'refused') return [];
  return answer.objects.map(({ cluster, explanation }) => `${code(plainTitle(explanation))} in ${code(cluster)}`);
}

function hasObjects(answer: Answers['explain']): answer is Explained {
  return answer.kind === 'explained' && answer.objects.length > 0;
}
