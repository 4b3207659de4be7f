import type { ReviewedCommits } from '../api/review-commits.ts';
import type { LivePullRequest } from '../tasks/live-head.ts';

/** @returns the address of a file's line, or `undefined` where no page shows it */
type PageLink = (path: string, line: number | undefined, side: 'before' | 'after') => string | undefined;

/** Links into the files of the head or the base, whichever holds the very file that was rendered. */
export function pageLink(pull: LivePullRequest, { shown }: ReviewedCommits): PageLink {
  return (path, line, side) => {
    const where = side === 'before' ? 'base' : Object.hasOwn(shown, path) ? shown[path] : 'nowhere';
    if (where !== 'head' && where !== 'base') return undefined;
    const commit = where === 'head' ? pull.headCommit : pull.baseCommit;
    const file = path.split('/').map(encodeURIComponent).join('/');
    return `${pull.repositoryUrl}/blob/${commit}/${file}${line === undefined ? '' : `#L${line}`}`;
  };
}
