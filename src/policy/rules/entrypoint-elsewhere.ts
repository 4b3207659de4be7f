import type { Rule } from '../rule.ts';

export const entrypointElsewhere: Rule = {
  id: 'entrypoint-elsewhere',
  severity: 'error',
  why: 'A cluster whose sync object names another path becomes what stands there, and loses what it was.',
  check({ cluster, before, after }, fleet) {
    if (after === undefined || after.entrypoint === cluster.path || before?.entrypoint === after.entrypoint) return [];
    const owner = fleet.find((other) => other.cluster.path === after.entrypoint);
    const becomes = owner === undefined ? after.entrypoint : `${owner.cluster.name} (${after.entrypoint})`;
    const place = after.roots[0]?.chain.at(-1);
    return [
      {
        message: `${cluster.name} would become ${becomes}: its sync object no longer names ${cluster.path}`,
        ...(place === undefined ? {} : { path: place.path }),
        ...(place?.line === undefined ? {} : { line: place.line }),
        fix: `Set spec.path back to ./${cluster.path}.`,
      },
    ];
  },
};
