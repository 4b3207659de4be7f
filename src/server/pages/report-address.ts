import type { PullRequestRef } from '../../github/api/pull-request-ref.ts';

/** Where the report of one commit of a pull request is. */
export interface ReportAddress extends Pick<PullRequestRef, 'owner' | 'repo' | 'number'> {
  readonly commit: string;
}

const pattern = /^\/reports\/([\w.-]{1,100})\/([\w.-]{1,100})\/pull\/([1-9]\d{0,9})\/([0-9a-f]{40}|[0-9a-f]{64})$/;

export function reportPath({ owner, repo, number, commit }: ReportAddress): string {
  return `/reports/${owner}/${repo}/pull/${number}/${commit}`;
}

/** @returns `undefined` for the path of anything else */
export function readReportPath(path: string): ReportAddress | undefined {
  const [, owner, repo, number, commit] = pattern.exec(path) ?? [];
  if (owner === undefined || repo === undefined || commit === undefined) return undefined;
  return { owner, repo, number: Number(number), commit };
}
