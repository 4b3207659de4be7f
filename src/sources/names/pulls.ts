import type { PullFilter, SourceRef } from '../../tree/sources/source-ref.ts';
import type { ObjectFormat } from '../contract/git-access.ts';
import type { FetchOptions } from '../credentials/fetch-options.ts';
import type { ListedPull } from '../credentials/github-tokens.ts';
import { FetchError } from '../problem/fetch-error.ts';
import type { Found } from '../store/artifacts.ts';
import type { GitArtifacts } from '../store/git-artifacts.ts';
import type { Revisions } from '../store/revisions.ts';
import { nameMatcher } from './choose-names.ts';
import { keptList, manyOf } from './kept-list.ts';

type PullsSource = Extract<SourceRef, { kind: 'pulls' }>;

/** Lists the open pull requests of repositories, as one file in JSON. */
export class Pulls {
  readonly #artifacts: GitArtifacts;
  readonly #revisions: Revisions;

  constructor(artifacts: GitArtifacts, revisions: Revisions) {
    this.#artifacts = artifacts;
    this.#revisions = revisions;
  }

  /** @throws FetchError */
  async get({ url, filter }: PullsSource, format: ObjectFormat, { rights, signal }: FetchOptions): Promise<Found> {
    const { scope, list } = rights.ofPulls(url);
    return keptList({
      reference: [scope, 'pulls', url, JSON.stringify(filter)],
      list: async () => {
        const chosen = choosePulls(await list(signal), filter);
        const inputs = chosen.map(({ number, sha, branch, author, title }) => ({
          id: `${number}`,
          sha,
          branch,
          author,
          title,
        }));
        const text = JSON.stringify(inputs);
        return { text, revision: manyOf(inputs.length, text) };
      },
      format,
      artifacts: this.#artifacts,
      revisions: this.#revisions,
    });
  }
}

/**
 * @returns those that flux-operator exports
 * @throws FetchError `not-found` where nobody here can tell which it takes, or what it has of one
 * @see flux-operator docs/api/v1/resourcesetinputprovider.md, Filter, Skip
 */
function choosePulls(pulls: readonly ListedPull[], filter: PullFilter): readonly ListedPull[] {
  const isMeant = nameMatcher(filter);
  const named = pulls.filter(({ branch }) => isMeant(branch));
  const has = ({ labels }: ListedPull, label: string) => labels.includes(label);
  const chosen = named.filter((pull) => filter.labels.every((label) => has(pull, label)));
  const some = named.filter((pull) => filter.labels.length === 0 || filter.labels.some((label) => has(pull, label)));
  if (some.length !== chosen.length) {
    throw notKnown('a pull request has one of the labels and not all, and nothing tells whether it is taken');
  }
  const skipped = chosen.find((pull) =>
    filter.skip.some((label) => (label.startsWith('!') ? !has(pull, label.slice(1)) : has(pull, label))),
  );
  if (skipped !== undefined) throw notKnown(`what it has of #${skipped.number} stays as it was, by a label`);
  if (chosen.length > filter.limit) {
    throw notKnown(`${chosen.length} pull requests match, and nothing tells which ${filter.limit} of them are taken`);
  }
  return chosen.toSorted((one, other) => other.number - one.number);
}

function notKnown(message: string): FetchError {
  return new FetchError('not-found', message, 'Look into the cluster for what it has of them.');
}
