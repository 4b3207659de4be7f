import { missingReferences } from '../../facts/missing-references.ts';
import type { Rule } from '../../view/rule.ts';

export const missingConfigMap: Rule = {
  id: 'missing-config-map',
  severity: 'error',
  title: 'A ConfigMap that a workload needs does not exist',
  why: 'A pod that mounts a ConfigMap or reads a variable from it does not start without it, and a release without its values is not upgraded.',
  fix: 'Add the ConfigMap to the manifests of the cluster, or correct the name.',
  look: (side, before) => missingReferences(side, before, '/ConfigMap'),
};
