import type { PullRequestRef } from '../../github/api/pull-request-ref.ts';
import type { AskedObject } from '../../review/origins/made-changes.ts';

/** Where the report of one commit of a pull request is. */
export interface ReportAddress extends Pick<PullRequestRef, 'owner' | 'repo' | 'number'> {
  /** Absent for the newest one. */
  readonly commit?: string;
}

const pattern = /^\/reports\/([\w.-]{1,100})\/([\w.-]{1,100})\/pull\/([1-9]\d{0,9})(?:\/([0-9a-f]{40}|[0-9a-f]{64}))?$/;

/** A changed object of the report, of which somebody wants to know why it is so. */
export interface WhyAddress extends Required<ReportAddress> {
  readonly object: AskedObject;
}

const WHY = /\/why$/;
/** In characters: names of Kubernetes are shorter, but for what variables are written in. */
const MOST_NAME = 500;

/** @returns `undefined` for anything else, and for names that nothing has */
export function readWhyAddress({ pathname, searchParams }: URL): WhyAddress | undefined {
  const report = WHY.test(pathname) ? readReportPath(pathname.replace(WHY, '')) : undefined;
  const [cluster, apiVersion, kind, namespace, name] = NAMES.map((key) => searchParams.get(key) ?? '');
  const { commit } = report ?? {};
  if (
    report === undefined ||
    commit === undefined ||
    !cluster ||
    !apiVersion ||
    !kind ||
    namespace === undefined ||
    !name
  )
    return undefined;
  const object = { cluster, apiVersion, kind, namespace, name };
  return Object.values(object).every(({ length }) => length <= MOST_NAME) ? { ...report, commit, object } : undefined;
}

const NAMES = ['cluster', 'apiVersion', 'kind', 'namespace', 'name'];

/** @returns the path and query of the answer */
export function whyPath({ object, ...report }: WhyAddress): string {
  return `${reportPath(report)}/why?${new URLSearchParams({ ...object })}`;
}

export function reportPath({ owner, repo, number, commit }: ReportAddress): string {
  return `/reports/${owner}/${repo}/pull/${number}${commit === undefined ? '' : `/${commit}`}`;
}

/** @returns `undefined` for the path of anything else */
export function readReportPath(path: string): ReportAddress | undefined {
  const [, owner, repo, number, commit] = pattern.exec(path) ?? [];
  if (owner === undefined || repo === undefined) return undefined;
  return { owner, repo, number: Number(number), ...(commit === undefined ? {} : { commit }) };
}
