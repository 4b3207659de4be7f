import { goneVersion } from '../../../flux/controllers/gone-versions.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { Rule } from '../../view/rule.ts';

export const goneFluxVersion: Rule = {
  id: 'gone-flux-version',
  severity: 'error',
  title: 'An API version that Flux no longer serves',
  why: 'The API server rejects objects of Flux in a version that the CRDs of its controllers do not serve any more, and nothing else in their root is applied.',
  fix: 'Write the object in the newest version, before the controllers are updated.',
  look(side) {
    const definitions = side.index.ofKind('apiextensions.k8s.io/CustomResourceDefinition');
    const known = definitions.map(({ resource }) => resource);
    return side.objects.flatMap((object) => {
      const { apiVersion, node } = object.resource;
      const gone = goneVersion(object.resource, side.inventory.controllers, known);
      // What a CRD of the cluster says is another rule's.
      if (gone === undefined || gone.known === 'definition') return [];
      const together = (names: string) => `${names}: Flux 2.${gone.since} and later do not serve ${apiVersion}`;
      return [
        {
          object,
          ...(gone.known === undefined ? { severity: 'warning' as const } : {}),
          message: together(objectTitle(object.resource)),
          together,
          ...side.placeOf(object, node.get('apiVersion')),
          fix: `Write it as ${gone.instead}.`,
        },
      ];
    });
  },
};
