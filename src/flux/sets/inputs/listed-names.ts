import type { Resource } from '../../../kustomize/model/resource.ts';
import type { SourceRef } from '../../../tree/sources/source-ref.ts';
import { itemsAt, nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import { type Unfetched, whyHidden, whyInsecure } from '../../objects/source-elsewhere.ts';

/** What a provider makes inputs of: the names of a repository, or its pull requests. */
export type ListedSource = Extract<SourceRef, { kind: 'names' | 'pulls' }>;

const OF_GIT = /^(?:GitHub|GitLab|Gitea|AzureDevOps|AWSCodeCommit)(Branch|Tag)$/;
const OF_REGISTRY = /^(?:OCI|ACR|ECR|GAR)ArtifactTag$/;

/** How many inputs the operator takes of a provider where nothing is said. */
export const LIMIT = 100;

/**
 * @returns which names, or pull requests, of which repository a provider makes inputs of, or why nobody can tell; `undefined` where its inputs are
 *   something else
 * @see flux-operator docs/api/v1/resourcesetinputprovider.md, Type
 */
export function listedNames(provider: Resource): ListedSource | Unfetched | undefined {
  const spec = nodeAt(provider.node, 'spec');
  const type = textAt(spec, 'type');
  const [, what] = OF_GIT.exec(type) ?? [];
  const isOfRegistry = OF_REGISTRY.test(type);
  const isOfPulls = type === 'GitHubPullRequest';
  if (what === undefined && !isOfRegistry && !isOfPulls) return undefined;
  const why = whyHidden(provider, 'spec', ['url', 'filter', 'skip']) ?? whyInsecure(provider);
  if (why !== undefined) return why;
  const url = textAt(spec, 'url').trim();
  const kind = what === 'Branch' ? 'Branch' : 'Tag';
  const filter = (field: string) => textAt(spec, 'filter', field);
  const limit = Number(filter('limit')) || LIMIT;
  if (isOfPulls) {
    const list = (...path: string[]) => itemsAt(spec, ...path).map((label) => textAt(label));
    const branches = { include: filter('includeBranch'), exclude: filter('excludeBranch') };
    return {
      kind: 'pulls',
      url,
      filter: { ...branches, limit, labels: list('filter', 'labels'), skip: list('skip', 'labels') },
    };
  }
  return {
    kind: 'names',
    url,
    of: kind === 'Branch' ? 'branches' : 'tags',
    filter: {
      include: filter(`include${kind}`),
      exclude: filter(`exclude${kind}`),
      semver: kind === 'Tag' ? filter('semver') : '',
      limit,
    },
  };
}
