import { deleted } from '../../view/lost-objects.ts';
import type { Rule } from '../../view/rule.ts';

export const namespaceLost: Rule = {
  id: 'namespace-lost',
  severity: 'error',
  title: 'A Namespace is deleted',
  why: 'Deleting a Namespace deletes everything in it: what other roots and people put there, and the data of its volume claims.',
  fix: 'To keep it, first merge the annotation `kustomize.toolkit.fluxcd.io/prune: disabled` on it.',
  isLoss: true,
  check: (view) => deleted(view, '/Namespace', { one: 'and everything in it', many: 'and everything in them' }),
};
