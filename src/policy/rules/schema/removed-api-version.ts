import { releaseOf } from '../../../kubernetes/api/kubernetes-version.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { validationOf } from '../../view/object-validation.ts';
import type { Rule } from '../../view/rule.ts';

export const removedApiVersion: Rule = {
  id: 'removed-api-version',
  severity: 'error',
  title: 'An API version that Kubernetes has removed',
  why: 'A release of Kubernetes that does not serve an API version any more takes no object of it, and Flux applies nothing of the root that holds one.',
  fix: 'Write the object in the API version that took its place.',
  check(view) {
    const { after, cluster } = view;
    if (after === undefined) return [];
    const { unserved, schemas } = validationOf(view);
    return unserved.flatMap(({ object, known }) => {
      if (known.is !== 'removed') return [];
      const { kind, apiVersion, node } = object.resource;
      const { release, replacement } = known.removed;
      const runs = cluster.kubernetes === undefined ? '' : `, and ${cluster.name} runs ${releaseOf(schemas.minor)}`;
      const together = (names: string) =>
        `${names}: Kubernetes ${releaseOf(release)} removed that kind from ${apiVersion}${runs}`;
      return [
        {
          object,
          // Without a word in the configuration, an old cluster may still serve it.
          ...(cluster.kubernetes === undefined ? { severity: 'warning' as const } : {}),
          message: together(objectTitle(object.resource)),
          together,
          ...after.placeOf(object, node.get('apiVersion')),
          fix:
            replacement === undefined
              ? `Remove it: nothing takes the place of ${kind}.`
              : `Write it as ${replacement}.`,
        },
      ];
    });
  },
};
