import { fluxMinorIn, type GoneVersion, goneVersion, mayBeGone } from '../../../flux/controllers/gone-versions.ts';
import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { searchRootsFor } from '../../../flux/roots/search-roots.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { placeText } from '../../../text/place-text.ts';
import { ofRoots } from '../../view/of-roots.ts';
import type { Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

export const goneFluxVersion: Rule = {
  id: 'gone-flux-version',
  severity: 'error',
  title: 'An API version that Flux no longer serves',
  why: 'The API server rejects Flux objects in a version that the CRDs of its controllers no longer serve, and nothing else in their root is applied.',
  fix: 'Write the object in the newest version, before the controllers are updated.',
  look(side, before) {
    return side.those(maybeGoneIn).flatMap((object) => {
      const { apiVersion, node } = object.resource;
      const gone = goneIn(side, object.resource);
      // What a CRD of the cluster says is another rule's.
      if (gone === undefined || gone.known === 'definition') return [];
      if (gone.known === undefined && before !== undefined && wasServed(object, before)) return [];
      const cause = causeOf(gone, side, before);
      const together = (names: string, areMany = false, roots = '') =>
        `${names}${ofRoots(areMany, roots)}: Flux 2.${gone.since} and later do not serve ${apiVersion}${cause}`;
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

const maybeGoneIn = searchRootsFor(mayBeGone);

function goneIn({ index, inventory }: Side, resource: Resource): GoneVersion | undefined {
  const definitions = index.ofKind('apiextensions.k8s.io/CustomResourceDefinition');
  return goneVersion(
    resource,
    inventory.controllers,
    definitions.map((each) => each.resource),
  );
}

/** @returns what of the same change makes it gone, as the end of a sentence; empty where it was gone before */
function causeOf({ controller, since }: GoneVersion, side: Side, before: Side | undefined): string {
  const [was, is] = [before, side].map((each) => each && fluxMinorIn(each.inventory.controllers, controller));
  if (was?.minor === undefined || is === undefined || was.minor >= since) return '';
  const { path, line } = is.running.from?.trail.origin ?? {};
  const place = path === undefined ? '' : ` (${placeText({ path, line })})`;
  return `; this change takes Flux from 2.${was.minor} to 2.${is.minor}${place}`;
}

/** What hides the controllers of a cluster, or takes their manifests away, says nothing new of an object that stays. */
function wasServed(object: InventoryObject, before: Side): boolean {
  const was = before.index.twinOf(object)?.resource;
  return was?.apiVersion === object.resource.apiVersion && goneIn(before, was) === undefined;
}
