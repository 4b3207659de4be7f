import { missingReferences } from '../../facts/missing-references.ts';
import type { Rule } from '../../view/rule.ts';

export const missingSecret: Rule = {
  id: 'missing-secret',
  severity: 'error',
  title: 'A Secret that a workload needs does not exist',
  why: 'A pod that mounts a Secret or reads a variable from it does not start without it; an object that creates Secrets (ExternalSecret, SealedSecret, Certificate) counts as the Secret.',
  fix: 'Add the Secret to the manifests of the cluster, or correct the name.',
  look: (side, before) => missingReferences(side, before, '/Secret'),
};
