import { missingReferences } from '../../facts/missing-references.ts';
import type { Rule } from '../../view/rule.ts';

export const missingSecret: Rule = {
  id: 'missing-secret',
  severity: 'error',
  title: 'A Secret that a workload needs is not there',
  why: 'A pod that mounts a Secret or takes a variable from it does not start without it; what makes Secrets (ExternalSecret, SealedSecret, Certificate) counts as the Secret.',
  fix: 'Add the Secret to what the cluster refers to, or correct the name.',
  look: (side, before) => missingReferences(side, before, '/Secret'),
};
