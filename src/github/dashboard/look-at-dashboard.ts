import type { Logger } from 'pino';
import type { Dashboard } from '../../ask/question.ts';
import { dashboardMarkdown } from '../../report/dashboard/dashboard-markdown.ts';
import { promotionBoxes, tickedIn } from '../../report/where/promotion-boxes.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import { code, prose } from '../../text/escape.ts';
import { refusalOf } from '../api/refusal.ts';
import { askingOf } from '../people/whose-change.ts';
import { digestOf } from '../record/digest-of.ts';
import type { DashboardTask } from '../tasks/task.ts';
import { dashboardBody, endDashboard, findDashboard, writeDashboard } from './dashboard-issue.ts';
import { type DashboardNote, readDashboardNote, writeDashboardNote } from './dashboard-note.ts';
import type { DashboardPorts, DashboardWork } from './dashboard-work.ts';
import { obeyTicks } from './obey-ticks.ts';

/**
 * Keeps the issue that says what runs where: as the default branch is now, where its configuration asks for one. What
 * people have ticked in it is done; whatever else they have made of it is undone.
 *
 * Where none is asked for, GitHub is asked nothing but by git, and not even that until the configuration is touched.
 *
 * @throws RequestError where GitHub fails
 */
export async function lookAtDashboard(
  ports: DashboardPorts,
  task: DashboardTask,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const note = await readDashboardNote(ports.notes, task.repository);
  if (note?.kind === 'off' && !task.isDoubtful) return;
  const [github, identity] = await Promise.all([ports.connect(task.repository.installation, log), ports.identity()]);
  await keep({ ports, task, github, identity, log, signal }, note);
}

async function keep(work: DashboardWork, note: DashboardNote | undefined): Promise<void> {
  const tip = await readTip(work);
  if (tip === undefined) return;
  const known = note?.kind === 'on' ? note : undefined;
  if (known?.inputs === inputsOf(work, tip) && !work.task.isDoubtful && (await stands(work, known))) return;
  const dashboard = await ask(work, tip);
  if (dashboard instanceof CannotReview) {
    // Whether it asks for one is not known where nobody has said so before.
    if (known !== undefined) await say(work, known, '', problemText(dashboard, tip));
    return;
  }
  if (dashboard.kind === 'off') return turnOff(work, note);
  const refusal = await refusedOf(() => bringUpToDate(work, known, tip, dashboard));
  if (refusal !== undefined)
    work.log.warn(
      `GitHub refused; the dashboard needs the permission issues: write, and a repository with issues: ${refusal}`,
    );
}

/** @returns why GitHub refuses it for good; `undefined` where it was done @throws every other failure */
async function refusedOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return refusal;
  }
}

/** What the issue should say is known where it was written by the same commit; who refuses to tell is asked again below. */
async function stands({ github, task, identity }: DashboardWork, { issue: number, body }: OnNote): Promise<boolean> {
  let isSame = false;
  await refusedOf(async () => {
    const issue = await findDashboard(github, task.repository, identity.login, number);
    isSame = issue?.isOpen === true && issue.number === number && digestOf(issue.body) === body;
  });
  return isSame;
}

async function bringUpToDate(
  work: DashboardWork,
  known: OnNote | undefined,
  tip: Tip,
  dashboard: Dashboard,
): Promise<void> {
  const { task, github, identity } = work;
  const issue = await findDashboard(github, task.repository, identity.login, known?.issue);
  if (issue !== undefined && tickedIn(issue.body).length > 0) await obeyTicks(work, issue, promotionBoxes(dashboard));
  const links = linksInto(tip);
  await say(work, known, inputsOf(work, tip), dashboardMarkdown(dashboard, { branch: tip.branch, links }));
}

type OnNote = Extract<DashboardNote, { kind: 'on' }>;

function inputsOf({ ports }: DashboardWork, { branch, commit }: Tip): string {
  return digestOf([ports.version, branch, commit]);
}

/** Writes what the issue should say, and remembers it. */
async function say(
  { ports, task, github, identity, signal }: DashboardWork,
  known: OnNote | undefined,
  inputs: string,
  text: string,
): Promise<void> {
  const { repository } = task;
  signal.throwIfAborted();
  const body = dashboardBody(text);
  const issue = await findDashboard(github, repository, identity.login, known?.issue);
  const number = await writeDashboard(github, repository, issue, body);
  await writeDashboardNote(ports.notes, repository, { kind: 'on', issue: number, inputs, body: digestOf(body) });
}

/** The issue of a configuration that asked for one is closed; where none did, nobody is asked whether there is one. */
async function turnOff(
  { ports, task, github, identity }: DashboardWork,
  note: DashboardNote | undefined,
): Promise<void> {
  const { repository } = task;
  const mayStand = note?.kind === 'on' || (note === undefined && task.isDoubtful);
  const number = note?.kind === 'on' ? note.issue : undefined;
  const text = `Turned off: ${code('dashboard: true')} is no longer in ${code('.github/blast-radius.yml')}.`;
  const end = async () => {
    const issue = await findDashboard(github, repository, identity.login, number);
    if (issue?.isOpen === true) await endDashboard(github, repository, issue, dashboardBody(text));
  };
  // Where GitHub takes no issue, none stands.
  if (mayStand) await refusedOf(end);
  await writeDashboardNote(ports.notes, repository, { kind: 'off' });
}

/** The tip of the default branch. */
interface Tip {
  /** Names the mirror. */
  readonly mirror: string;
  readonly cloneUrl: string;
  readonly branch: string;
  readonly commit: string;
}

/** @returns `undefined` for a repository without commits */
async function readTip({ ports, task, github, signal }: DashboardWork): Promise<Tip | undefined> {
  const { owner, repo } = task.repository;
  const mirror = task.mirror ?? (await readMirror(github, owner, repo));
  const remote = { ...mirror, ref: { ...task.repository, number: 0 } };
  const commit = (await ports.branchTips(remote, [mirror.branch], signal)).get(mirror.branch);
  if (commit === undefined) return undefined;
  return { mirror: mirror.repository, cloneUrl: mirror.cloneUrl, branch: mirror.branch, commit };
}

async function readMirror(github: DashboardWork['github'], owner: string, repo: string) {
  const { data } = await github.rest.repos.get({ owner, repo });
  return { repository: String(data.id), cloneUrl: data.clone_url, branch: data.default_branch };
}

type Asked = Dashboard | { readonly kind: 'off' } | CannotReview;

async function ask({ ports, task, signal }: DashboardWork, tip: Tip): Promise<Asked> {
  const { mirror: repository, cloneUrl, branch, commit } = tip;
  const token = () => ports.readingToken(task.repository);
  const asked = { repository, cloneUrl, ref: `refs/heads/${branch}`, commit, token, asking: askingOf(task.repository) };
  try {
    return await ports.askCommit(asked, { kind: 'dashboard' }, signal);
  } catch (error) {
    // What passes is tried again, and what stands is right until then.
    if (error instanceof CannotReview && error.isRepeatable) return error;
    throw error;
  }
}

function problemText({ title, message }: CannotReview, { branch, commit }: Tip): string {
  return `What runs where is not known: ${code(branch)} at ${code(commit.slice(0, 7))} could not be read.\n\n**${prose(title)}**\n\n${message}`;
}

/** To the files of the branch, so that a push that changes nothing here changes no link. */
function linksInto({ cloneUrl, branch }: Tip) {
  const files = `${cloneUrl.replace(/\.git$/, '')}/blob/${branch}`;
  return (path: string, line: number | undefined) => `${files}/${path}${line === undefined ? '' : `#L${line}`}`;
}
