import { entrypointsOf } from '../../../flux/roots/inventory.ts';
import { rootKey } from '../../../flux/roots/root-index.ts';
import type { Found, Rule } from '../../view/rule.ts';
import { shown } from '../../view/side.ts';

export const entrypointElsewhere: Rule = {
  id: 'entrypoint-elsewhere',
  severity: 'error',
  title: 'A cluster’s sync object points to another path',
  why: 'A cluster whose sync object names another path runs what is at that path, and loses what it ran before.',
  fix: 'Set spec.path of the sync object back to the directory it is in.',
  check(view, fleet) {
    const { cluster } = view;
    if (cluster.via !== undefined || view.after === undefined) return [];
    const before = view.before === undefined ? [] : entrypointsOf(view.before.inventory);
    return entrypointsOf(view.after.inventory).flatMap((root): readonly Found[] => {
      const { at: path = cluster.path, directory, chain } = root;
      const was = before.find((each) => rootKey(each) === rootKey(root));
      if (directory === path || was?.directory === directory) return [];
      const owner = fleet.find((other) => other.cluster.paths.includes(directory));
      const becomes = owner === undefined ? directory : `${owner.cluster.name} (${directory})`;
      return [
        {
          message: `${cluster.name} would become ${becomes}: its sync object no longer names ${path}`,
          ...shown(chain.at(-1)),
          fix: `Set spec.path back to ./${path}.`,
        },
      ];
    });
  },
};
