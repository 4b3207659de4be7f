import type { Lost } from '../../../review/contract/object-change.ts';
import { deleted } from '../../view/lost-objects.ts';
import type { Rule } from '../../view/rule.ts';

const hasData = ({ dataAtRisk }: Lost): boolean => dataAtRisk !== undefined;

export const volumeClaimLost: Rule = {
  id: 'volume-claim-lost',
  severity: 'error',
  title: 'A PersistentVolumeClaim is deleted',
  why: 'Deleting a claim deletes its volume, unless that is retained: then the data stays, and somebody has to bind it again.',
  fix: 'To keep it, first merge the annotation `kustomize.toolkit.fluxcd.io/prune: disabled` on it.',
  isLoss: true,
  check: (view) => [
    ...deleted(view, '/PersistentVolumeClaim', { one: 'and the data on it', many: 'and the data on them' }, hasData),
    ...deleted(
      view,
      '/PersistentVolumeClaim',
      { one: 'whose volume is retained with the data on it', many: 'whose volumes are retained with the data on them' },
      (lost) => !hasData(lost),
    ).map((found) => ({ ...found, severity: 'warning' as const })),
  ],
};
