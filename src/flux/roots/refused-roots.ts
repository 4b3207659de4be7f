import { renderingOf } from '../controllers/controllers.ts';
import { refusalOf } from '../controllers/refusals.ts';
import { refusedRemoteBase } from '../kustomization/remote-bases.ts';
import type { Root } from './inventory.ts';
import type { Rendered } from './split-inventory.ts';

/** Tells of each root what its controller refuses, which is one of the cluster that its FluxKustomization stands in. */
export function withRefusals(rendered: Rendered): Rendered {
  const roots = rendered.roots.map((root) => {
    const controllers = rendered.controllers.get(root.home);
    if (root.flux === undefined || controllers === undefined) return root;
    const refused = refusalOf(root.flux.resource, controllers);
    const built = renderingOf(controllers).remoteBases ? root : withoutRemoteBases(root);
    return refused === undefined ? built : { ...built, refused };
  });
  return { ...rendered, roots };
}

/** A build that is refused a part has no result at all. */
function withoutRemoteBases(root: Root): Root {
  const problems = root.problems.map((problem) => refusedRemoteBase(problem) ?? problem);
  const isRefused = problems.some((problem, index) => problem !== root.problems[index]);
  return isRefused ? { ...root, problems, resources: [] } : root;
}
