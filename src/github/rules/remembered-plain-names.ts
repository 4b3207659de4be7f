import * as v from 'valibot';
import type { Notes } from '../api/notes.ts';
import { type RepositoryRef, repositoryKey } from '../api/pull-request-ref.ts';
import { type RulesReader, readBranchRules } from './branch-rules.ts';
import { requiredPlainNames } from './plain-name.ts';

/** Rules change rarely, and looks are many. */
const rememberedSeconds = 600;
const NamesSchema = v.array(v.string());

/**
 * The former check names that the rules of a branch still require, asked for at most once in ten minutes. Whoever forges
 * the note gets a failure reported or not reported; no check turns green by it.
 *
 * @returns none where the rules are not known
 * @throws RequestError where GitHub fails, or asks for patience
 */
export async function rememberedPlainNames(
  github: RulesReader,
  notes: Pick<Notes, 'read' | 'write'>,
  repository: Pick<RepositoryRef, 'owner' | 'repo'>,
  base: string,
): Promise<readonly string[]> {
  const key = `plain-names ${repositoryKey(repository)} ${base}`;
  const known = namesIn(await notes.read(key));
  if (known !== undefined) return known;
  const names = requiredPlainNames(await readBranchRules(github, repository, base));
  await notes.write(key, JSON.stringify(names), rememberedSeconds);
  return names;
}

function namesIn(text: string | undefined): readonly string[] | undefined {
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  return v.is(NamesSchema, value) ? value : undefined;
}
