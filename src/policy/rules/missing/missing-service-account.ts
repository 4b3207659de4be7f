import { missingReferences } from '../../facts/missing-references.ts';
import type { Rule } from '../../view/rule.ts';

export const missingServiceAccount: Rule = {
  id: 'missing-service-account',
  severity: 'error',
  title: 'A ServiceAccount that a workload runs as does not exist',
  why: 'Pods are not created for a service account that does not exist, and a FluxKustomization that impersonates one fails.',
  fix: 'Add the ServiceAccount to the manifests of the cluster, or correct the name.',
  look: (side, before) => missingReferences(side, before, '/ServiceAccount'),
};
