import { releaseOf } from '../../../kubernetes/api/kubernetes-version.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { validationOf } from '../../view/object-validation.ts';
import { ofRoots } from '../../view/of-roots.ts';
import type { Rule } from '../../view/rule.ts';

export const removedApiVersion: Rule = {
  id: 'removed-api-version',
  severity: 'error',
  title: 'An API version that Kubernetes has removed',
  why: 'A Kubernetes release that no longer serves an API version rejects objects of it, and Flux applies nothing of their root.',
  fix: 'Write the object in the API version that replaces it.',
  check(view) {
    const { after, cluster } = view;
    if (after === undefined) return [];
    const { unserved, schemas } = validationOf(view);
    return unserved.flatMap(({ object, known }) => {
      if (known.is !== 'removed') return [];
      const { kind, apiVersion, node } = object.resource;
      const { release, replacement } = known.removed;
      const runs = cluster.kubernetes === undefined ? '' : `, and ${cluster.name} runs ${releaseOf(schemas.minor)}`;
      const together = (names: string, areMany = false, roots = '') =>
        `${names}${ofRoots(areMany, roots)}: Kubernetes ${releaseOf(release)} removed this kind from ${apiVersion}${runs}`;
      return [
        {
          object,
          // Without a word in the configuration, an old cluster may still serve it.
          ...(cluster.kubernetes === undefined ? { severity: 'warning' as const } : {}),
          message: together(objectTitle(object.resource)),
          together,
          ...after.placeOf(object, node.get('apiVersion')),
          fix: replacement === undefined ? `Remove it: nothing replaces ${kind}.` : `Write it as ${replacement}.`,
        },
      ];
    });
  },
};
