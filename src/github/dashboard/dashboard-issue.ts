import type { GitHub } from '../api/github.ts';
import type { RepositoryRef } from '../api/pull-request-ref.ts';
import { digestOf } from '../record/digest-of.ts';

/** The issue of this App that says what runs where. */
export interface DashboardIssue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly isOpen: boolean;
}

const MARKER = '<!-- blast-radius dashboard -->\n';
const TITLE = 'What runs where';

/** @returns the text of the issue: a hidden marker, then what is to be read */
export function dashboardBody(text: string): string {
  return `${MARKER}${text}`;
}

/** @returns whether a text is, or was, that of such an issue; anybody may write it */
export function hasDashboardMarker(body: string | null | undefined): boolean {
  return (body ?? '').replaceAll('\r\n', '\n').startsWith(MARKER);
}

/**
 * Finds the issue by its author, and by its marker or its number, whatever people have made of its text.
 *
 * @param login the App's own account, `blast-radius[bot]`; no person's name can hold brackets
 * @param number of the issue, where it is remembered
 * @returns the open one, else the one that was made last; `undefined` where there is none, or it was deleted
 * @throws RequestError as GitHub refuses
 */
export async function findDashboard(
  github: GitHub,
  { owner, repo }: RepositoryRef,
  login: string,
  number: number | undefined,
): Promise<DashboardIssue | undefined> {
  const known = number === undefined ? undefined : await readIssue(github, { owner, repo }, number);
  if (known !== undefined && isOurs(known, login) && isIn(known, { owner, repo })) return shown(known);
  const query = { owner, repo, creator: login, state: 'all', per_page: 100 } as const;
  let closed: DashboardIssue | undefined;
  for await (const { data } of github.paginate.iterator(github.rest.issues.listForRepo, query)) {
    const own = data.filter((issue) => isOurs(issue, login) && isDashboard(issue)).map(shown);
    const open = own.find(({ isOpen }) => isOpen);
    if (open !== undefined) return open;
    closed ??= own[0];
  }
  return closed;
}

interface GivenIssue {
  readonly number: number;
  readonly title: string;
  readonly body?: string | null | undefined;
  readonly state: string;
  readonly repository_url: string;
  readonly user: { readonly login: string; readonly type?: string } | null;
  readonly pull_request?: unknown;
}

async function readIssue(
  github: GitHub,
  { owner, repo }: Pick<RepositoryRef, 'owner' | 'repo'>,
  number: number,
): Promise<GivenIssue | undefined> {
  try {
    return (await github.rest.issues.get({ owner, repo, issue_number: number })).data;
  } catch (error) {
    if (error instanceof Error && 'status' in error && (error.status === 404 || error.status === 410)) return undefined;
    throw error;
  }
}

function isOurs({ user, pull_request: pull }: GivenIssue, login: string): boolean {
  return user?.type === 'Bot' && user.login === login && !pull;
}

/** Its text may be another by now, or its title. */
function isDashboard({ title, body }: GivenIssue): boolean {
  return hasDashboardMarker(body) || title === TITLE;
}

/** One that was transferred leads to where it is now. */
function isIn({ repository_url: url }: GivenIssue, { owner, repo }: Pick<RepositoryRef, 'owner' | 'repo'>): boolean {
  return url.toLowerCase().endsWith(`/repos/${owner}/${repo}`.toLowerCase());
}

function shown({ number, title, body, state }: GivenIssue): DashboardIssue {
  return { number, title, body: body ?? '', isOpen: state === 'open' };
}

/**
 * Makes the issue say what it should, whoever has closed, renamed or edited it; nothing is written where it does.
 *
 * @returns its number
 * @throws RequestError as GitHub refuses: without the permission, and where the repository has no issues
 */
export async function writeDashboard(
  github: GitHub,
  { owner, repo }: RepositoryRef,
  issue: DashboardIssue | undefined,
  body: string,
): Promise<number> {
  if (issue === undefined) return (await github.rest.issues.create({ owner, repo, title: TITLE, body })).data.number;
  const isSame = issue.isOpen && issue.title === TITLE && digestOf(issue.body) === digestOf(body);
  if (!isSame)
    await github.rest.issues.update({ owner, repo, issue_number: issue.number, title: TITLE, body, state: 'open' });
  return issue.number;
}

/** Closes it with a last word, as nothing keeps it current from now on. */
export async function endDashboard(
  github: GitHub,
  { owner, repo }: RepositoryRef,
  { number }: DashboardIssue,
  body: string,
): Promise<void> {
  const issue = { owner, repo, issue_number: number };
  await github.rest.issues.update({ ...issue, body, state: 'closed', state_reason: 'not_planned' });
}
