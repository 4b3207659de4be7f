import { fullName, kindName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { GitFollows } from '../../tree/sources/source-ref.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { FluxKustomization, SourceRef } from './flux-kustomization.ts';
import { followedRef } from './followed-ref.ts';
import { sameRepository } from './same-repository.ts';
import { type Sync, sourceOf } from './sync.ts';

/** What `flux bootstrap` and flux-operator call the source that they make. */
const BOOTSTRAPPED = 'flux-system';

/** Where a FluxKustomization's files come from. */
export type FilesFrom =
  | { readonly kind: 'here'; readonly source: Resource | undefined }
  | { readonly kind: 'elsewhere'; readonly source: Resource }
  /** Its source is not among the objects that are known so far. */
  | { readonly kind: 'unknown' };

/**
 * The same where a cluster is synced in several ways, each of which stands for this repository.
 *
 * @param syncs one or more
 */
export function filesFrom(
  reference: Pick<FluxKustomization, 'sourceRef'>,
  [first, ...others]: readonly (Sync | undefined)[],
  configured: readonly string[],
  resources: readonly Resource[],
): FilesFrom {
  const found = filesOf(reference, first, configured, resources);
  if (found.kind === 'here') return found;
  const here = others.map((sync) => filesOf(reference, sync, configured, resources));
  return here.find(({ kind }) => kind === 'here') ?? found;
}

/**
 * Whether a FluxKustomization takes its files from this repository: from the source that the cluster syncs, from one
 * that the configuration names, or from another with the same address that follows the same ref.
 *
 * @param configured as `Kind/name` or `Kind/namespace/name`
 * @param resources the objects of the cluster that are known so far
 */
export function filesOf(
  { sourceRef }: Pick<FluxKustomization, 'sourceRef'>,
  sync: Sync | undefined,
  configured: readonly string[],
  resources: readonly Resource[],
): FilesFrom {
  const source = sourceOf(sourceRef, resources);
  if (isOwn(sourceRef, sync)) {
    return { kind: 'here', source: source ?? sync?.source };
  }
  if (configured.includes(kindName(sourceRef)) || configured.includes(fullName(sourceRef))) {
    return { kind: 'here', source };
  }
  if (source === undefined) return { kind: 'unknown' };
  const synced = sync?.source;
  const isHere = synced !== undefined && synced.kind === source.kind && isSameContent(synced, source);
  return { kind: isHere ? 'here' : 'elsewhere', source };
}

/**
 * Whether it is the source that the repository says it is synced by. One that flux-operator names is called like the
 * namespace of its FluxInstance, as far as that is written where it is: the usual one is taken for granted too, whatever
 * its kind where nothing says so.
 */
function isOwn({ kind, name, namespace }: SourceRef, sync: Sync | undefined): boolean {
  const synced = sync === undefined ? [] : [sync.flux.sourceRef];
  const own = sync?.isWritten === true ? synced : [...synced, { name: BOOTSTRAPPED, namespace: BOOTSTRAPPED }];
  const isKind = sync === undefined || kind === sync.flux.sourceRef.kind;
  return isKind && own.some((each) => name === each.name && namespace === each.namespace);
}

function isSameContent(a: Resource, b: Resource): boolean {
  const isSameRepository = sameRepository(textAt(a.node, 'spec', 'url'), textAt(b.node, 'spec', 'url'));
  return isSameRepository && isSameRef(followedRef(a.node), followedRef(b.node));
}

function isSameRef(a: GitFollows, b: GitFollows): boolean {
  return a.kind === b.kind && a.value === b.value;
}
