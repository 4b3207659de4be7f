import { aWeek, type Notes } from '../api/notes.ts';
import { type RepositoryRef, repositoryKey } from '../api/pull-request-ref.ts';

type Repository = Pick<RepositoryRef, 'owner' | 'repo'>;

/** Tells whoever looks at a repository's fleet, by whichever process, that there is something new to see. */
export async function tellNews(notes: Notes, repository: Repository): Promise<void> {
  await notes.write(keyOf(repository), crypto.randomUUID(), aWeek);
}

/** @returns text that is another one after each piece of news; `undefined` where there was none, or nobody remembers it */
export async function readNews(notes: Pick<Notes, 'read'>, repository: Repository): Promise<string | undefined> {
  return notes.read(keyOf(repository));
}

function keyOf(repository: Repository): string {
  return `news ${repositoryKey(repository)}`;
}
