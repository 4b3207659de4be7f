import { FetchError } from '../problem/fetch-error.ts';
import type { Pulled, Registry } from './registry.ts';
import type { OciRepository } from './repository.ts';

/**
 * @returns what a tag leads to
 * @throws FetchError; `no-such-ref` where the registry lists its tags to whoever asks and this is none of them, as it has
 *   told all of them
 */
export async function pullTag(registry: Registry, repository: OciRepository, tag: string): Promise<Pulled> {
  try {
    return await registry.pull(repository, tag);
  } catch (error) {
    if (!(error instanceof FetchError) || error.code !== 'not-found') throw error;
    const tags = await registry.tags(repository).catch(() => undefined);
    if (tags === undefined || tags.includes(tag)) throw error;
    throw new FetchError('no-such-ref', `${repository.name} does not have a tag "${tag}"`, 'Check its spelling.');
  }
}
