import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { FetchOptions } from '../credentials/fetch-options.ts';
import type { Asking } from '../http/asking.ts';
import { type Downloaded, type Downloads, wholeOf } from '../http/download.ts';
import { jsonIn } from '../http/json-in.ts';
import { type DownloadLimits, limitsWith, MANIFEST_LIMITS } from '../http/limits.ts';
import { denied } from '../http/refusal.ts';
import { FetchError } from '../problem/fetch-error.ts';
import { bearerChallenge, wantsPassword } from './challenge.ts';
import { DIGEST, MANIFEST_TYPES, type OciManifest, readManifest } from './manifest.ts';
import type { OciRepository } from './repository.ts';
import { credentialFor, tokenFor } from './tokens.ts';

const Tags = v.object({ tags: v.nullish(v.array(v.string())) });

/** A registry that always has more of them never ends. */
const MOST_PAGES = 100;

const MANIFESTS = { accept: MANIFEST_TYPES.join(', ') };

type Asked = Pick<Asking, 'headers' | 'isHead'>;

/** A manifest and what it is known by. */
export interface Pulled {
  readonly manifest: OciManifest;
  readonly digest: string;
}

/**
 * Pulls from registries: as they ask for it, with a token or a password.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export class Registry {
  readonly #downloads: Downloads;
  readonly #limits: DownloadLimits;
  /** What registries have asked for last, by repository. */
  readonly #tokens = new Map<string, string>();

  /**
   * @param options of all that it asks
   * @param limits of each answer but blobs
   */
  constructor(
    downloads: Downloads,
    options: Pick<FetchOptions, 'signal' | 'watch'> = {},
    limits: DownloadLimits = MANIFEST_LIMITS,
  ) {
    this.#downloads = downloads;
    this.#limits = limitsWith(limits, options);
  }

  /**
   * Asks without fetching, which registries that count what is pulled do not count.
   *
   * @param reference a tag or a digest
   * @throws FetchError; `not-found` where it is not there, or is not shown to whoever asks
   */
  async find(repository: OciRepository, reference: string): Promise<void> {
    await this.#get(repository, `manifests/${reference}`, { headers: MANIFESTS, isHead: true });
  }

  /**
   * @param reference a tag or a digest
   * @throws FetchError; `wrong-digest` where a manifest is not the one that was asked for
   */
  async pull(repository: OciRepository, reference: string): Promise<Pulled> {
    const { bytes } = await this.#get(repository, `manifests/${reference}`, { headers: MANIFESTS });
    const digest = digestOf(bytes);
    if (DIGEST.test(reference) && reference !== digest) {
      throw new FetchError('wrong-digest', 'the registry gives another manifest than was asked for', TELL);
    }
    const manifest = readManifest(bytes.toString('utf8'));
    return 'layers' in manifest ? { manifest, digest } : this.pull(repository, manifest.digest);
  }

  /**
   * @returns what a tag leads to, a list of manifests too. Registries that count what is pulled do not count it
   * @throws FetchError; `not-found` where it is not there, or is not shown to whoever asks
   */
  async digestOf(repository: OciRepository, tag: string): Promise<string> {
    const told = await this.#get(repository, `manifests/${tag}`, { headers: MANIFESTS, isHead: true });
    const digest = [told.headers['docker-content-digest'] ?? ''].flat().join();
    if (DIGEST.test(digest)) return digest;
    return digestOf((await this.#get(repository, `manifests/${tag}`, { headers: MANIFESTS })).bytes);
  }

  /** @throws FetchError */
  async tags(repository: OciRepository): Promise<readonly string[]> {
    const tags: string[] = [];
    let page: string | undefined = 'tags/list?n=1000';
    for (let pages = 0; page !== undefined; pages += 1) {
      if (pages === MOST_PAGES) {
        throw new FetchError('too-large', 'the registry has more tags than are read', 'Refer to one of them.');
      }
      const { bytes, headers }: Downloaded = await this.#get(repository, page);
      const read = v.safeParse(Tags, jsonIn(bytes.toString('utf8')));
      if (!read.success) throw new FetchError('bad-answer', 'the registry lists no tags', 'Check the address.');
      tags.push(...(read.output.tags ?? []));
      page = nextPage([headers.link ?? ''].flat().join());
    }
    return tags;
  }

  /** @throws FetchError; `wrong-digest` where a blob is not the one that was asked for */
  async blob(repository: OciRepository, digest: string, limits: DownloadLimits): Promise<Uint8Array> {
    const address = addressOf(repository, `blobs/${digest}`);
    const { bytes } = await this.#downloads.get(address, limits, this.#asking(repository));
    if (digestOf(bytes) === digest) return bytes;
    throw new FetchError('wrong-digest', 'the registry gives another blob than was asked for', TELL);
  }

  /** Asks once more with what the registry asks for, where there is something of the kind. */
  async #get(repository: OciRepository, path: string, asking: Asked = {}): Promise<Downloaded> {
    const first = await this.#attempt(repository, path, asking);
    if ('bytes' in first) return first;
    this.#tokens.set(keyOf(repository), await this.#answer(first, repository));
    const second = await this.#attempt(repository, path, asking);
    if ('bytes' in second) return second;
    throw denied(new URL(repository.registry).host, 401, repository.right.isKnown);
  }

  #attempt(
    repository: OciRepository,
    path: string,
    asked: Asked,
  ): Promise<Downloaded | { readonly challenge: string }> {
    const asking = { ...this.#asking(repository), ...asked };
    return this.#downloads.exchange(addressOf(repository, path), this.#limits, asking, async (answer) => {
      const challenge = answer.status === 401 ? answer.headers['www-authenticate'] : undefined;
      if (challenge !== undefined) return { challenge };
      return { bytes: await wholeOf(answer.body), type: answer.type, headers: answer.headers };
    });
  }

  #asking(repository: OciRepository): Asking {
    const { certificate } = repository.right;
    const authorization = this.#tokens.get(keyOf(repository));
    if (authorization === undefined && certificate === undefined) return {};
    const prefix = addressOf(repository, '');
    return { credential: { authorization, certificate, isFor: (address) => address.startsWith(prefix) } };
  }

  /** @returns the value of a header */
  async #answer({ challenge }: { readonly challenge: string }, repository: OciRepository): Promise<string> {
    const bearer = bearerChallenge(challenge);
    if (bearer !== undefined) return tokenFor(this.#downloads, repository, bearer, this.#limits);
    const login = wantsPassword(challenge) ? repository.right.login() : undefined;
    const authorization = credentialFor(login, undefined)?.authorization;
    if (authorization !== undefined) return authorization;
    throw denied(new URL(repository.registry).host, 401, repository.right.isKnown);
  }
}

const TELL = 'Do not use it before it is known why.';

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function addressOf({ registry, name }: OciRepository, path: string): string {
  return `${registry}/v2/${name}/${path}`;
}

function keyOf({ registry, name, right }: OciRepository): string {
  return JSON.stringify([right.scope, registry, name]);
}

/** The rest of the list, within the repository whatever host the registry names. @see RFC 8288 */
function nextPage(link: string): string | undefined {
  const [, target] = /<([^>]*)>\s*;\s*rel="?next"?/i.exec(link) ?? [];
  if (target === undefined || !URL.canParse(target, 'https://registry.invalid')) return undefined;
  return `tags/list${new URL(target, 'https://registry.invalid').search}`;
}
