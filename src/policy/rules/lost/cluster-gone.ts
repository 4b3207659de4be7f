import { entrypointsOf } from '../../../flux/roots/inventory.ts';
import { listed } from '../../../text/counted.ts';
import type { Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

export const clusterGone: Rule = {
  id: 'cluster-gone',
  severity: 'warning',
  title: 'The path of a cluster is deleted',
  why: 'A cluster whose path is deleted keeps what it runs, and no longer follows any change.',
  fix: 'If the cluster still exists, keep its path; if not, delete the cluster first.',
  check({ cluster, before, after }) {
    if (before === undefined || cluster.via !== undefined) return [];
    const gone = goneFrom(before, after);
    if (gone.length === 0) return [];
    const paths = listed(gone);
    const what = after === undefined ? 'keeps what it runs' : 'keeps what it runs from there';
    return [
      {
        message: `${paths} ${gone.length === 1 ? 'is' : 'are'} deleted: ${cluster.name} ${what}, but its Flux fails from then on`,
        fix: `If ${cluster.name} still exists, keep ${paths}; if not, delete the cluster first.`,
      },
    ];
  },
};

/** A path that a FluxKustomization of the same cluster builds from now on is not gone. */
function goneFrom(before: Side, after: Side | undefined): readonly string[] {
  const kept = [...pathsOf(after), ...(after?.inventory.roots.map(({ directory }) => directory) ?? [])];
  return pathsOf(before).filter((path) => !kept.includes(path));
}

function pathsOf(side: Side | undefined): readonly string[] {
  if (side === undefined) return [];
  return entrypointsOf(side.inventory).map(({ at }) => at ?? side.cluster.path);
}
