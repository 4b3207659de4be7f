import { lineOf, type Node, Sequence } from '../../../yaml/node/node.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import { clusterLists } from '../../facts/cluster-lists.ts';
import type { Rule } from '../../view/rule.ts';

const FIELDS = ['patches', 'patchesStrategicMerge', 'patchesJson6902'];

export const patchInClusterList: Rule = {
  id: 'patch-in-cluster-list',
  severity: 'warning',
  title: 'A cluster’s list patches what it lists',
  why: 'A list decides what runs in a cluster, an overlay decides how: a patch in the list is easy to miss for anybody who looks at the app, and is not promoted with it.',
  fix: 'Create an overlay of the app for this cluster, move the patch there, and list the overlay.',
  look: (side) =>
    clusterLists(side).flatMap(({ path, document }) =>
      FIELDS.flatMap((field) => {
        const list = document.get(field);
        const patches = list instanceof Sequence ? list.items.filter(isOfApp) : [];
        const [patch] = patches;
        if (patch === undefined) return [];
        return [{ message: `${path} patches what it lists`, path, line: lineOf(patch) }];
      }),
    ),
};

/** What a FluxKustomization is given by a cluster, as its variables, is the cluster's own decision. */
function isOfApp(patch: Node): boolean {
  return textAt(patch, 'target', 'kind') !== 'Kustomization' && !/^kind: Kustomization$/m.test(textAt(patch, 'patch'));
}
