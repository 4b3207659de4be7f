import type { Rule } from '../../view/rule.ts';
import { shown } from '../../view/side.ts';

export const entrypointElsewhere: Rule = {
  id: 'entrypoint-elsewhere',
  severity: 'error',
  title: 'A cluster’s sync object points to another path',
  why: 'A cluster whose sync object names another path runs what is at that path, and loses what it ran before.',
  fix: 'Set spec.path of the sync object back to the directory it is in.',
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
