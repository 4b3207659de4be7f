import type { GitHub } from '../../api/github.ts';
import type { AppIdentity } from '../../tasks/review-ports.ts';
import { type EditCredit, readCredit } from './edit-message.ts';

/** GitHub's own account, which commits and signs what is made through its API. */
const GITHUB = 'web-flow';

/** A commit as GitHub's REST describes it, as far as it tells who made it. */
export interface DescribedCommit {
  readonly author: object | null;
  readonly committer: object | null;
  readonly commit: { readonly message: string; readonly verification?: { readonly verified: boolean } };
}

/**
 * @returns the id of the App's bot account, by which GitHub names the author of the App's commits
 * @throws RequestError as GitHub refuses
 */
export async function readBotId(github: GitHub, { login }: AppIdentity): Promise<number> {
  const { data } = await github.rest.users.getByUsername({ username: login });
  return data.id;
}

/**
 * Reads the credit of an edit that this App committed. GitHub has signed it in the App's name: a commit by anybody else
 * may name the App as its author, and be signed with their own key, but then GitHub is not its committer.
 *
 * @returns undefined for every other commit
 */
export function creditOfOwn(bot: number, { author, committer, commit }: DescribedCommit): EditCredit | undefined {
  const isOwn =
    commit.verification?.verified === true && hasField(author, 'id', bot) && hasField(committer, 'login', GITHUB);
  return isOwn ? readCredit(commit.message) : undefined;
}

/** GitHub's schema allows an empty object for somebody it does not know. */
function hasField(account: object | null, field: string, value: unknown): boolean {
  return Object.entries(account ?? {}).some((entry) => entry[0] === field && entry[1] === value);
}
