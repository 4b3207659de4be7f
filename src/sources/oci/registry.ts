import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { FetchOptions } from '../contract/fetch-watch.ts';
import { type Asking, type Downloaded, type Downloads, wholeOf } from '../http/download.ts';
import { jsonIn } from '../http/json-in.ts';
import { type DownloadLimits, limitsWith, MANIFEST_LIMITS } from '../http/limits.ts';
import { FetchError } from '../problem/fetch-error.ts';
import { bearerChallenge, type Challenge } from './challenge.ts';
import { DIGEST, MANIFEST_TYPES, type OciManifest, readManifest } from './manifest.ts';
import type { OciRepository } from './repository.ts';

const Token = v.object({ token: v.optional(v.string()), access_token: v.optional(v.string()) });
const Tags = v.object({ tags: v.nullish(v.array(v.string())) });

/** A registry that always has more of them never ends. */
const MOST_PAGES = 100;

/** A manifest and what it is known by. */
export interface Pulled {
  readonly manifest: OciManifest;
  readonly digest: string;
}

/**
 * Pulls from registries as anybody may: with a token where they ask for one.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export class Registry {
  readonly #downloads: Downloads;
  readonly #limits: DownloadLimits;
  /** What registries have asked for last, by repository. */
  readonly #tokens = new Map<string, string>();

  /** @param options of all that it asks */
  constructor(downloads: Downloads, options: Pick<FetchOptions, 'signal' | 'watch'> = {}) {
    this.#downloads = downloads;
    this.#limits = limitsWith(MANIFEST_LIMITS, options);
  }

  /**
   * @param reference a tag or a digest
   * @throws FetchError; `wrong-digest` where a manifest is not the one that was asked for
   */
  async pull(repository: OciRepository, reference: string): Promise<Pulled> {
    const { bytes } = await this.#get(repository, `manifests/${reference}`, { accept: MANIFEST_TYPES.join(', ') });
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    if (DIGEST.test(reference) && reference !== digest) {
      throw new FetchError('wrong-digest', 'the registry gives another manifest than was asked for', TELL);
    }
    const manifest = readManifest(bytes.toString('utf8'));
    return 'layers' in manifest ? { manifest, digest } : this.pull(repository, manifest.digest);
  }

  /** @throws FetchError */
  async tags(repository: OciRepository): Promise<readonly string[]> {
    const tags: string[] = [];
    let page: string | undefined = 'tags/list?n=1000';
    for (let pages = 0; page !== undefined; pages += 1) {
      if (pages === MOST_PAGES) {
        throw new FetchError('too-large', 'the registry has more tags than are read', 'Refer to one of them.');
      }
      const { bytes, headers }: Downloaded = await this.#get(repository, page, {});
      const read = v.safeParse(Tags, jsonIn(bytes.toString('utf8')));
      if (!read.success) throw new FetchError('bad-answer', 'the registry lists no tags', 'Check the address.');
      tags.push(...(read.output.tags ?? []));
      page = nextPage([headers.link ?? ''].flat().join());
    }
    return tags;
  }

  /**
   * @param path absolute, of a file that is not there yet
   * @throws FetchError
   */
  async save(repository: OciRepository, digest: string, path: string, limits: DownloadLimits): Promise<void> {
    const address = addressOf(repository, `blobs/${digest}`);
    const saved = await this.#downloads.save(address, path, limits, this.#authorization(repository));
    if (`sha256:${saved}` !== digest) {
      throw new FetchError('wrong-digest', 'the registry gives another blob than was asked for', TELL);
    }
  }

  /** Asks once more with a token, where the registry says how to get one. */
  async #get(repository: OciRepository, path: string, asking: Asking): Promise<Downloaded> {
    const first = await this.#attempt(repository, path, asking);
    if ('bytes' in first) return first;
    this.#tokens.set(keyOf(repository), await this.#token(first, repository.name));
    const second = await this.#attempt(repository, path, asking);
    if ('bytes' in second) return second;
    const { host } = new URL(repository.registry);
    throw new FetchError('denied', `${host} does not accept the token that it gives`, 'Use what everybody may read.');
  }

  #attempt(repository: OciRepository, path: string, asking: Asking): Promise<Downloaded | Challenge> {
    const address = addressOf(repository, path);
    const withToken = { ...asking, ...this.#authorization(repository) };
    return this.#downloads.exchange(address, this.#limits, withToken, async ({ status, headers, type, body }) => {
      const challenge = status === 401 ? bearerChallenge(headers['www-authenticate']) : undefined;
      return challenge ?? { bytes: await wholeOf(body), type, headers };
    });
  }

  #authorization(repository: OciRepository): Asking {
    const authorization = this.#tokens.get(keyOf(repository));
    return authorization === undefined ? {} : { authorization };
  }

  async #token({ realm, service }: Challenge, name: string): Promise<string> {
    const query = new URLSearchParams({
      scope: `repository:${name}:pull`,
      ...(service === undefined ? {} : { service }),
    });
    const { bytes } = await this.#downloads.get(`${realm}${realm.includes('?') ? '&' : '?'}${query}`, this.#limits);
    const read = v.safeParse(Token, jsonIn(bytes.toString('utf8')));
    const token = read.success ? (read.output.token ?? read.output.access_token) : undefined;
    if (token !== undefined && /^[\x21-\x7e]+$/.test(token)) return `Bearer ${token}`;
    throw new FetchError('bad-answer', 'the registry gives no token', 'Check the address.');
  }
}

const TELL = 'Do not use it before it is known why.';

function addressOf({ registry, name }: OciRepository, path: string): string {
  return `${registry}/v2/${name}/${path}`;
}

function keyOf({ registry, name }: OciRepository): string {
  return `${registry}/${name}`;
}

/** The rest of the list, within the repository whatever host the registry names. @see RFC 8288 */
function nextPage(link: string): string | undefined {
  const [, target] = /<([^>]*)>\s*;\s*rel="?next"?/i.exec(link) ?? [];
  if (target === undefined || !URL.canParse(target, 'https://registry.invalid')) return undefined;
  return `tags/list${new URL(target, 'https://registry.invalid').search}`;
}
