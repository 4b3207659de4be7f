import type { Rule } from '../../view/rule.ts';

export const clusterGone: Rule = {
  id: 'cluster-gone',
  severity: 'warning',
  title: 'The path of a cluster is deleted',
  why: 'A cluster whose path is deleted keeps what it runs, and no longer follows any change.',
  fix: 'If the cluster still exists, keep its path; if not, delete the cluster first.',
  check({ cluster, before, after }) {
    if (before === undefined || after !== undefined || cluster.via !== undefined) return [];
    return [
      {
        message: `${cluster.path} is deleted: ${cluster.name} keeps what it runs, but its Flux fails from then on`,
        fix: `If ${cluster.name} still exists, keep ${cluster.path}; if not, delete the cluster first.`,
      },
    ];
  },
};
