import type { SourceRef } from '../../tree/sources/source-ref.ts';
import type { GitAccess, ObjectFormat } from '../contract/git-access.ts';
import type { FetchOptions } from '../credentials/fetch-options.ts';
import { refsOf } from '../git/refs-of.ts';
import { remoteAddress } from '../git/remote-address.ts';
import type { Remotes } from '../git/remotes.ts';
import type { Downloads } from '../http/download.ts';
import { Registry } from '../oci/registry.ts';
import { ociRepository } from '../oci/repository.ts';
import { FetchError } from '../problem/fetch-error.ts';
import type { Found } from '../store/artifacts.ts';
import type { GitArtifacts } from '../store/git-artifacts.ts';
import type { Revisions } from '../store/revisions.ts';
import { chooseNames } from './choose-names.ts';
import { keptList, manyOf } from './kept-list.ts';

type NamesSource = Extract<SourceRef, { kind: 'names' }>;

/** Each of them is asked for. */
const MOST_DIGESTS = 200;

/** What everything that fetches by git or from registries shares. */
interface Ways {
  readonly remotes: Remotes;
  readonly git: GitAccess;
  readonly downloads: Downloads;
}

/** Lists the branches and tags of repositories, as one file with a line for each: what it leads to, and its name. */
export class Names {
  readonly #ways: Ways;
  readonly #artifacts: GitArtifacts;
  readonly #revisions: Revisions;

  constructor(ways: Ways, artifacts: GitArtifacts, revisions: Revisions) {
    this.#ways = ways;
    this.#artifacts = artifacts;
    this.#revisions = revisions;
  }

  /** @throws FetchError */
  async get(source: NamesSource, format: ObjectFormat, options: FetchOptions): Promise<Found> {
    const { scope, list } = source.url.startsWith('oci://')
      ? this.#ofRegistry(source, options)
      : this.#ofGit(source, options);
    const { url, of, filter } = source;
    return keptList({
      reference: [scope, 'names', url, of, JSON.stringify(filter)],
      list: async () => {
        const lines = (await list()).map(([name, id]) => `${id} ${name}\n`);
        return { text: lines.join(''), revision: revisionOf(lines) };
      },
      format,
      artifacts: this.#artifacts,
      revisions: this.#revisions,
    });
  }

  #ofGit({ url, of, filter }: NamesSource, options: FetchOptions) {
    const address = remoteAddress(url);
    const right = options.rights.of(address);
    const prefix = of === 'tags' ? 'refs/tags/' : 'refs/heads/';
    const list = () =>
      this.#ways.remotes.over(address, right, options, async (remote) => {
        const refs = await refsOf(this.#ways.git, remote, [`${prefix}*`], options.signal);
        const names = [...refs.keys()].filter((ref) => ref.startsWith(prefix) && !ref.endsWith('^{}'));
        const chosen = chooseNames(
          names.map((ref) => ref.slice(prefix.length)),
          { of, filter, shown: remote.shown },
        );
        return chosen.map((name) => [name, refs.get(`${prefix}${name}^{}`) ?? refs.get(prefix + name) ?? ''] as const);
      });
    return { scope: right.scope, list };
  }

  #ofRegistry({ url, of, filter }: NamesSource, options: FetchOptions) {
    const repository = ociRepository(url, options.rights);
    const list = async () => {
      const registry = new Registry(this.#ways.downloads, options);
      const chosen = chooseNames(await registry.tags(repository), { of, filter, shown: repository.name });
      if (chosen.length > MOST_DIGESTS) {
        const message = `${repository.name} has ${chosen.length} tags that match, more than are asked for`;
        throw new FetchError('too-large', message, 'Let spec.filter match fewer.');
      }
      return Promise.all(chosen.map(async (name) => [name, await registry.digestOf(repository, name)] as const));
    };
    return { scope: repository.right.scope, list };
  }
}

/** One is told by itself, several by their number. */
function revisionOf(lines: readonly string[]): string {
  const [first = '', ...more] = lines;
  const [, id = '', name = ''] = /^(\S+) (.*)\n$/.exec(first) ?? [];
  return first !== '' && more.length === 0 ? `${name}@${id}` : manyOf(lines.length, lines.join(''));
}
