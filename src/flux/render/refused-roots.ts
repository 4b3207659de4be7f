import { objectTitle } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { renderingOf } from '../controllers/controllers.ts';
import { goneVersion, mayBeGone } from '../controllers/gone-versions.ts';
import { misnamedInstance, type Refusal, refusalOf } from '../controllers/refusals.ts';
import { refusedClones, refusedRemoteBase } from '../kustomization/remote-bases.ts';
import type { Root } from '../roots/inventory.ts';
import type { Rendered } from '../roots/split-inventory.ts';

/**
 * Tells of each root why it is not applied: what its controller refuses, which is one of the cluster that its
 * FluxKustomization stands in; and an object of it in a version that the cluster does not serve any more.
 */
export function withRefusals(rendered: Rendered): Rendered {
  const roots = rendered.roots.map((root) => {
    const controllers = rendered.controllers.get(root.home);
    if (root.flux === undefined || controllers === undefined) return root;
    const refused = refusalOf(root.flux.resource, controllers) ?? unservedIn(root, rendered) ?? misnamedIn(root);
    const built = renderingOf(controllers).remoteBases ? root : withoutRemoteBases(root);
    return refused === undefined ? built : { ...built, refused };
  });
  return { ...rendered, roots };
}

function unservedIn({ cluster, resources }: Root, { roots, controllers }: Rendered): Refusal | undefined {
  const at = controllers.get(cluster);
  if (at === undefined) return undefined;
  for (const resource of resources) {
    if (!mayBeGone(resource)) continue;
    const gone = goneVersion(resource, at, definitionsIn(roots, cluster));
    if (gone?.known === undefined) continue;
    return {
      kind: 'denied',
      reason: `${objectTitle(resource)} is rejected because the cluster does not serve ${resource.apiVersion}`,
      node: resource.node.get('apiVersion'),
      fix: `Write it as ${gone.instead}.`,
    };
  }
  return undefined;
}

/** What the API server rejects keeps all that stands beside it from being applied. */
function misnamedIn({ resources }: Root): Refusal | undefined {
  for (const resource of resources) {
    const misnamed = misnamedInstance(resource);
    if (misnamed !== undefined)
      return { ...misnamed, reason: `${objectTitle(resource)} is rejected: ${misnamed.reason}` };
  }
  return undefined;
}

function definitionsIn(roots: readonly Root[], cluster: string): readonly Resource[] {
  const own = roots.filter((root) => root.cluster === cluster);
  return own.flatMap(({ resources }) => resources.filter(({ kind }) => kind === 'CustomResourceDefinition'));
}

/** A build that is refused a part has no result at all. */
function withoutRemoteBases(root: Root): Root {
  const refused = [...root.gaps.flatMap((gap) => refusedRemoteBase(gap) ?? []), ...refusedClones(root)];
  if (refused.length === 0) return root;
  return { ...root, problems: [...root.problems, ...refused], gaps: [], resources: [] };
}
