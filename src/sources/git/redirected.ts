import type { Credential } from '../contract/credential.ts';
import type { FetchOptions } from '../credentials/fetch-options.ts';
import type { Downloads } from '../http/download.ts';
import { limitsWith, MANIFEST_LIMITS } from '../http/limits.ts';

/** What git asks first. @see https://git-scm.com/docs/gitprotocol-http#_discovering_references */
const FIRST = '/info/refs?service=git-upload-pack';

/**
 * Finds out where a repository has moved to: git follows no redirects here, as it would not check where they lead. Servers
 * redirect from the names of before, and to the name with `.git`.
 *
 * @returns the address that git may be told; what is wrong with it git finds out
 * @throws FetchError where it leads to what may not be asked
 */
export async function redirected(
  address: string,
  downloads: Downloads,
  credential: Credential | undefined,
  options: FetchOptions,
): Promise<string> {
  const asked = `${address.replace(/\/+$/, '')}${FIRST}`;
  // Of that version, the answer does not begin with all branches and tags.
  const asking = { credential, headers: { 'git-protocol': 'version=2' } };
  const limits = limitsWith(MANIFEST_LIMITS, options);
  const final = await downloads.exchange(asked, limits, asking, async (answer) => answer.address);
  return final !== asked && final.endsWith(FIRST) ? final.slice(0, -FIRST.length) : address;
}
