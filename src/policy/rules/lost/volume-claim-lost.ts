import { deleted } from '../../view/lost-objects.ts';
import type { Rule } from '../../view/rule.ts';

export const volumeClaimLost: Rule = {
  id: 'volume-claim-lost',
  severity: 'error',
  title: 'A PersistentVolumeClaim is deleted',
  why: 'Deleting a claim deletes its volume, unless its storage class retains it.',
  fix: 'To keep it, first merge the annotation `kustomize.toolkit.fluxcd.io/prune: disabled` on it.',
  check: (view) => deleted(view, '/PersistentVolumeClaim', 'and the data on it'),
};
