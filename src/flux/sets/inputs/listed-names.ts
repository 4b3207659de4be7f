import type { Resource } from '../../../kustomize/model/resource.ts';
import type { SourceRef } from '../../../tree/sources/source-ref.ts';
import { nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import { type Unfetched, whyHidden, whyInsecure } from '../../objects/source-elsewhere.ts';

/** The names of a repository that a provider makes inputs of. */
export type NamesSource = Extract<SourceRef, { kind: 'names' }>;

const OF_GIT = /^(?:GitHub|GitLab|Gitea|AzureDevOps|AWSCodeCommit)(Branch|Tag)$/;
const OF_REGISTRY = /^(?:OCI|ACR|ECR|GAR)ArtifactTag$/;

/** How many inputs the operator takes of a provider where nothing is said. */
export const LIMIT = 100;

/**
 * @returns which names of which repository a provider makes inputs of, or why nobody can tell; `undefined` where its inputs are
 *   something else
 * @see flux-operator docs/api/v1/resourcesetinputprovider.md, Type
 */
export function listedNames(provider: Resource): NamesSource | Unfetched | undefined {
  const spec = nodeAt(provider.node, 'spec');
  const type = textAt(spec, 'type');
  const [, what] = OF_GIT.exec(type) ?? [];
  const isOfRegistry = OF_REGISTRY.test(type);
  if (what === undefined && !isOfRegistry) return undefined;
  const why = whyHidden(provider, 'spec', ['url', 'filter']) ?? whyInsecure(provider);
  if (why !== undefined) return why;
  const kind = what === 'Branch' ? 'Branch' : 'Tag';
  const filter = (field: string) => textAt(spec, 'filter', field);
  return {
    kind: 'names',
    url: textAt(spec, 'url').trim(),
    of: kind === 'Branch' ? 'branches' : 'tags',
    filter: {
      include: filter(`include${kind}`),
      exclude: filter(`exclude${kind}`),
      semver: kind === 'Tag' ? filter('semver') : '',
      limit: Number(filter('limit')) || LIMIT,
    },
  };
}
