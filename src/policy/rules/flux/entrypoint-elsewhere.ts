import type { Rule } from '../../view/rule.ts';
import { shown } from '../../view/side.ts';

export const entrypointElsewhere: Rule = {
  id: 'entrypoint-elsewhere',
  severity: 'error',
  title: 'A cluster is pointed at another path',
  why: 'A cluster whose sync object names another path becomes what stands there, and loses what it was.',
  fix: 'Set spec.path of the sync object back to the path it lies in.',
  check(view, fleet) {
    const { cluster } = view;
    const [before, after] = [view.before?.inventory, view.after?.inventory];
    if (cluster.via !== undefined) return [];
    if (after === undefined || after.entrypoint === cluster.path || before?.entrypoint === after.entrypoint) return [];
    const owner = fleet.find((other) => other.cluster.path === after.entrypoint);
    const becomes = owner === undefined ? after.entrypoint : `${owner.cluster.name} (${after.entrypoint})`;
    return [
      {
        message: `${cluster.name} would become ${becomes}: its sync object no longer names ${cluster.path}`,
        ...shown(after.roots[0]?.chain.at(-1)),
        fix: `Set spec.path back to ./${cluster.path}.`,
      },
    ];
  },
};
