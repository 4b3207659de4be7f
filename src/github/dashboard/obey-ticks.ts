import { type PromotionBox, tickedIn } from '../../report/where/promotion-boxes.ts';
import { code } from '../../text/escape.ts';
import { repositoryKey } from '../api/pull-request-ref.ts';
import { promoteCommand } from '../commands/promote.ts';
import { answerOnce } from '../commands/run/answer-once.ts';
import { carryOut } from '../commands/run/carry-out.ts';
import { parseCommand } from '../commands/run/parse-command.ts';
import { digestOf } from '../record/digest-of.ts';
import type { DashboardIssue } from './dashboard-issue.ts';
import type { DashboardWork } from './dashboard-work.ts';
import { type Editor, type EditsSince, readEdits } from './read-edits.ts';

/** Ticks that come while others are obeyed are obeyed too, but not without end. */
const ROUNDS = 3;

/**
 * Does what the ticked boxes ask for, as if whoever ticked them had written the commands. Nothing is taken from the text but
 * which boxes are ticked: what a box stands for is what this App offers now.
 *
 * @param boxes those that it offers
 * @throws RequestError as GitHub refuses
 */
export async function obeyTicks(
  work: DashboardWork,
  issue: DashboardIssue,
  boxes: readonly PromotionBox[],
): Promise<void> {
  const done = new Set<string>();
  let { body } = issue;
  for (let round = 0; round < ROUNDS; round++) {
    if (tickedIn(body).every((id) => done.has(id))) return;
    const edits = await readEdits(work.github, work.task.repository, issue.number, work.identity.login);
    const ticked = tickedIn(edits.body).filter((id) => !done.has(id));
    for (const id of ticked) {
      await obeyTick(work, issue, edits, { id, box: boxes.find((box) => box.id === id) });
      done.add(id);
    }
    // What was ticked meanwhile would be unticked unseen.
    body = (await readEdits(work.github, work.task.repository, issue.number, work.identity.login)).body;
  }
}

interface Tick {
  readonly id: string;
  /** `undefined` where nothing of the kind is offered. */
  readonly box: PromotionBox | undefined;
}

async function obeyTick(work: DashboardWork, issue: DashboardIssue, edits: EditsSince, tick: Tick): Promise<void> {
  const { by } = edits;
  const { box } = tick;
  // Another program would go on for ever, and nobody reads an answer.
  if (by.kind === 'programs') return work.log.info('a program ticked a box of the dashboard, which is ignored');
  const what = box === undefined ? 'a box' : code(box.command);
  if (by.kind !== 'person')
    return answer(work, issue, edits, tick, `Somebody ticked ${what}, and nothing was done: ${whyNot(by.kind)}`);
  const who = code(by.editor.login);
  if (box === undefined)
    return answer(
      work,
      issue,
      edits,
      tick,
      `${who} ticked a box, and nothing was done: what it offered no longer waits.`,
    );
  const text = await promote(work, issue, edits, by.editor, box);
  if (text !== undefined) await answer(work, issue, edits, tick, `${who} ticked ${what}.\n\n${text}`);
}

function whyNot(kind: 'several' | 'unknown'): string {
  const why =
    kind === 'several'
      ? 'several people edited this issue at once, so whose tick it is is not certain.'
      : 'the history of this issue does not say who did.';
  return `${why} Tick it again.`;
}

/** @returns what is to be said, as the command says it */
async function promote(
  { ports, task, github, log, signal }: DashboardWork,
  { number }: DashboardIssue,
  { at, last }: EditsSince,
  by: Editor,
  { id, command }: PromotionBox,
): Promise<string | undefined> {
  const parsed = parseCommand(command);
  if (parsed === undefined) return undefined;
  const who = `${repositoryKey(task.repository)} ${by.login.toLowerCase()}`;
  const verdict = ports.limit.take(who, `${last} ${id}`, ports.now());
  if (verdict === 'gets no answer') {
    log.info({ by: by.login }, 'too many commands by one person');
    return undefined;
  }
  const { delivery, repository } = task;
  const asked = { ref: { ...repository, number }, isPull: false, by, at, delivery };
  const run = { ports, asked, parsed, github, isLimited: verdict === 'is told', signal };
  return (await carryOut(run, promoteCommand, undefined, log))?.text;
}

function answer(
  { github, task, identity }: DashboardWork,
  { number }: DashboardIssue,
  { last, body }: EditsSince,
  { id, box }: Tick,
  text: string,
): Promise<void> {
  const to = `tick-${digestOf([last, last === '' ? body : '', id]).slice(0, 16)}`;
  const question = box?.command ?? 'tick';
  return answerOnce(github, { ...task.repository, number }, identity.login, { to, question, text });
}
