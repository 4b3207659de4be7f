import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit } from './run-git.ts';

/** What GitHub's git servers allow and deny, as far as a client can tell. */
const configuration = `[core]
	repositoryformatversion = 0
	bare = true
	logAllRefUpdates = false
	fsync = none
[gc]
	auto = 0
[fastimport]
	unpackLimit = 1
[http]
	receivepack = true
[receive]
	autogc = false
	hideRefs = refs/pull
	fsckObjects = true
[uploadpack]
	allowTipSHA1InWant = true
	allowReachableSHA1InWant = true
	allowFilter = true
`;

/**
 * Makes a bare repository. A fork uses its parent's object directory itself, not a one-way alternate:
 * on GitHub, too, a commit pushed to the fork can at once be read through the parent.
 */
export const createGitDirectory = async (
  directory: string,
  defaultBranch: string,
  sharedObjects?: string,
): Promise<void> => {
  await mkdir(join(directory, 'refs', 'heads'), { recursive: true });
  await writeFile(join(directory, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`);
  await writeFile(join(directory, 'config'), configuration);
  if (sharedObjects) await symlink(sharedObjects, join(directory, 'objects'), 'dir');
  else await mkdir(join(directory, 'objects', 'pack'), { recursive: true });
};

/** Copies branches and tags of one repository to another with the same objects. */
export const copyRefs = async (to: string, refs: ReadonlyMap<string, string>): Promise<void> => {
  const input = [...refs].map(([ref, sha]) => `create ${ref} ${sha}\n`).join('');
  await runGit(to, ['update-ref', '--stdin'], { input });
};

export const removeGitDirectory = (directory: string): Promise<void> => rm(directory, { recursive: true, force: true });
