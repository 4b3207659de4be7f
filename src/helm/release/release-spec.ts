import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { HelmError } from '../chart/helm-error.ts';
import type { AddedMetadata, Pairs } from './post-render/add-metadata.ts';
import type { KustomizeRenderer } from './post-render/kustomize-objects.ts';
import type { PostRenderStrategy } from './post-render/post-render.ts';

/** What becomes of custom resource definitions in `crds/`: nothing; new ones are created; or old ones replaced too. */
export type CrdPolicy = 'Skip' | 'Create' | 'CreateReplace';

/** How a HelmRelease has its chart rendered and installed. */
export interface ReleaseSpec {
  readonly crds: CrdPolicy;
  readonly disablesHooks: boolean;
  readonly skipsSchemas: boolean;
  /** Whether values of the release before stay where none are given. */
  readonly preservesValues: boolean;
  readonly renderers: readonly KustomizeRenderer[];
  readonly commonMetadata: AddedMetadata | undefined;
  readonly strategy: PostRenderStrategy | undefined;
}

/**
 * @param release a HelmRelease
 * @param action what of it counts
 * @throws HelmError where its policy for custom resource definitions is none
 * @see fluxcd/helm-controller api/v2 HelmReleaseSpec, internal/action/install.go, upgrade.go
 */
export function releaseSpec(release: Node, action: 'install' | 'upgrade'): ReleaseSpec {
  const isOn = (field: string) => textAt(release, 'spec', action, field) === 'true';
  return {
    crds: crdPolicy(textAt(release, 'spec', action, 'crds')),
    disablesHooks: isOn('disableHooks'),
    skipsSchemas: isOn('disableSchemaValidation'),
    preservesValues: action === 'upgrade' && isOn('preserveValues'),
    renderers: itemsAt(release, 'spec', 'postRenderers').flatMap((item) => {
      const kustomize = nodeAt(item, 'kustomize');
      if (!(kustomize instanceof Mapping)) return [];
      return [{ patches: itemsAt(kustomize, 'patches'), images: itemsAt(kustomize, 'images') }];
    }),
    commonMetadata: commonMetadata(nodeAt(release, 'spec', 'commonMetadata')),
    strategy: strategyNamed(textAt(release, 'spec', 'postRenderStrategy')),
  };
}

/**
 * Documentation calls `Skip` the default on upgrade; all releases with the API v2 create.
 *
 * @see fluxcd/helm-controller internal/action/crds.go DefaultCRDPolicy, crdPolicyOrDefault
 */
const DEFAULT_POLICY: CrdPolicy = 'Create';

function crdPolicy(text: string): CrdPolicy {
  if (text === '') return DEFAULT_POLICY;
  if (text === 'Skip' || text === 'Create' || text === 'CreateReplace') return text;
  throw new HelmError(`invalid CRD upgrade policy '${text}', valid values are 'Skip', 'Create' or 'CreateReplace'`);
}

function strategyNamed(text: string): PostRenderStrategy | undefined {
  if (text === '') return undefined;
  if (text === 'combined' || text === 'separate' || text === 'nohooks') return text;
  throw new HelmError(`unknown post-render strategy: '${text}'`);
}

function commonMetadata(node: Node | undefined): AddedMetadata | undefined {
  if (!(node instanceof Mapping)) return undefined;
  const [labels, annotations] = [pairsIn(node.get('labels')), pairsIn(node.get('annotations'))];
  return { ...(labels && { labels }), ...(annotations && { annotations }) };
}

function pairsIn(node: Node | undefined): Pairs | undefined {
  if (!(node instanceof Mapping)) return undefined;
  return new Map([...node.entries].map(([key, value]) => [key, value instanceof Scalar ? value.text : '']));
}
