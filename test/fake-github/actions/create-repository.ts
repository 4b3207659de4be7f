import { join } from 'node:path';
import { createGitDirectory } from '../git/create-git-directory.ts';
import type { Account } from '../state/account.ts';
import { fullName, type Repository } from '../state/repository.ts';
import { networkRoot, type World } from '../state/world.ts';
import { beginWithRefs } from './move-refs.ts';

interface RepositoryRequest {
  readonly owner: Account;
  readonly name: string;
  readonly private: boolean;
  readonly description?: string | null;
  readonly defaultBranch?: string;
  readonly parent?: Repository;
}

/** Makes an empty repository. */
export const createRepository = async (world: World, request: RepositoryRequest): Promise<Repository> => {
  const id = world.nextId();
  const { owner, name, parent = null, defaultBranch = parent?.defaultBranch ?? 'main' } = request;
  const now = world.now();
  const repository: Repository = {
    id,
    owner,
    name,
    private: request.private,
    description: request.description ?? null,
    gitDirectory: join(world.directory, `${id}.git`),
    parent,
    createdAt: now,
    defaultBranch,
    updatedAt: now,
    pushedAt: now,
    nextNumber: 1,
    collaborators: new Map(),
    teams: new Map(),
    refs: new Map(),
    activities: [],
    hasIssues: true,
    deletedIssues: new Set(),
    issues: new Map(),
    comments: new Map(),
    checkSuites: new Map(),
    checkRuns: new Map(),
    protections: new Map(),
    rulesets: new Set(),
    turn: Promise.resolve(),
  };
  const key = fullName(repository).toLowerCase();
  if (world.repositories.has(key)) throw new Error(`${fullName(repository)} exists already`);
  const objects = parent ? join(networkRoot(parent).gitDirectory, 'objects') : undefined;
  await createGitDirectory(repository.gitDirectory, defaultBranch, objects);
  world.repositories.set(key, repository);
  return repository;
};

/** A fork: the same history under another owner, in the same store of objects. */
export const forkRepository = async (world: World, parent: Repository, owner: Account): Promise<Repository> => {
  const fork = await createRepository(world, { owner, name: parent.name, private: parent.private, parent });
  await beginWithRefs(fork, parent.refs);
  return fork;
};
