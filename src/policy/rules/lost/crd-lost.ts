import { deleted } from '../../view/lost-objects.ts';
import type { Rule } from '../../view/rule.ts';

export const crdLost: Rule = {
  id: 'crd-lost',
  severity: 'error',
  title: 'A CustomResourceDefinition is deleted',
  why: 'Deleting a CustomResourceDefinition deletes all objects of its kind, in every namespace, and what their operator created for them.',
  fix: 'To keep it, first merge the annotation `kustomize.toolkit.fluxcd.io/prune: disabled` on it.',
  isLoss: true,
  check: (view) =>
    deleted(view, 'apiextensions.k8s.io/CustomResourceDefinition', {
      one: 'and every object of its kind',
      many: 'and every object of their kinds',
    }),
};
