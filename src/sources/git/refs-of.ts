import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitAccess, GitLimits, GitRemote } from '../contract/git-access.ts';

/** What a remote is asked first takes a moment. In milliseconds. */
const LIMITS: GitLimits = { bytes: 0, time: 30_000 };

/**
 * @param names full ones, or patterns of them
 * @returns the ids of those that a remote has; that of a tag's commit under its name and `^{}`
 * @throws whatever git fails by
 */
export async function refsOf(
  git: GitAccess,
  remote: GitRemote,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const directory = await mkdtemp(join(tmpdir(), 'blast-radius-ask-'));
  try {
    git.fillBareDirectory(directory, 'sha1');
    return await git.refsOf(directory, remote, names, LIMITS, signal);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
