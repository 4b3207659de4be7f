import type { SourceRef } from '../../tree/sources/source-ref.ts';
import type { FetchOptions } from '../credentials/fetch-options.ts';
import type { Downloads } from '../http/download.ts';
import { IMAGE_LIMITS } from '../http/limits.ts';
import { FetchError } from '../problem/fetch-error.ts';
import type { Revisions } from '../store/revisions.ts';
import { DIGEST } from './manifest.ts';
import { Registry } from './registry.ts';
import { ociRepository } from './repository.ts';

type ImageSource = Extract<SourceRef, { kind: 'image' }>;

const IS_THERE = 'there';

/** Asks registries whether they have images: of none is anything fetched. */
export class Images {
  readonly #downloads: Downloads;
  readonly #revisions: Revisions;

  constructor(downloads: Downloads, revisions: Revisions) {
    this.#downloads = downloads;
    this.#revisions = revisions;
  }

  /**
   * @throws FetchError where it is not there, or nobody says; `no-such-ref` where the registry shows the tags of the
   *   repository to whoever asks and the image is none of them: some hide what is private behind the same answer
   */
  async find({ url, reference }: ImageSource, options: FetchOptions): Promise<void> {
    const repository = ociRepository(url, options.rights);
    const name = [repository.right.scope, 'image', url, reference];
    // Tags move, but seldom go.
    const known = await this.#revisions.find(name, DIGEST.test(reference) ? 'for good' : 'a day');
    if (known === IS_THERE) return;
    const registry = new Registry(this.#downloads, options, IMAGE_LIMITS);
    try {
      await registry.find(repository, reference);
    } catch (error) {
      if (!(error instanceof FetchError) || error.code !== 'not-found') throw error;
      const tags = await registry.tags(repository).catch(() => undefined);
      if (tags === undefined || tags.includes(reference)) throw error;
      throw new FetchError('no-such-ref', `${repository.name} does not have "${reference}"`, 'Check its spelling.');
    }
    await this.#revisions.keep(name, IS_THERE);
  }
}
