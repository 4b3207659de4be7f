import { versionText } from '../../../flux/controllers/controller-version.ts';
import { mainOf, renderingOf } from '../../../flux/controllers/controllers.ts';
import { quoted } from '../../../text/quoted.ts';
import type { Rule } from '../../view/rule.ts';
import { type Side, shown } from '../../view/side.ts';

export const anotherKustomize: Rule = {
  id: 'another-kustomize',
  severity: 'notice',
  title: 'A cluster would build with another kustomize',
  why: 'The new kustomize-controller is built with another release of kustomize, which may produce different objects from the same files: everything is rendered by the old one before the merge, and by the new one after it.',
  fix: 'Look for changes in objects whose files did not change.',
  check({ cluster, before, after }) {
    if (cluster.via !== undefined) return [];
    const [was, is] = [builtWith(before), builtWith(after)];
    if (was === undefined || is === undefined || was.kustomize === is.kustomize) return [];
    const message = `${cluster.name} builds with kustomize ${quoted(is.kustomize)} instead of ${quoted(was.kustomize)}, as kustomize-controller goes from ${quoted(was.controller)} to ${quoted(is.controller)}`;
    return [{ message, ...shown(is.origin) }];
  },
};

/** What a side says of its controller; nothing where it does not tell of it. */
function builtWith(side: Side | undefined) {
  if (side === undefined) return undefined;
  const { controllers } = side.inventory;
  const { version, from } = mainOf(controllers, 'kustomize-controller');
  if (version === undefined) return undefined;
  const { kustomize } = renderingOf(controllers);
  return { kustomize, controller: versionText(version), origin: from?.trail.origin };
}
