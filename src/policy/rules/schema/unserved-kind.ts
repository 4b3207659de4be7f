import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { NEWEST_KUBERNETES } from '../../../kubernetes/api/api-types.generated.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { KnownKind } from '../../../kubernetes/schemas/known-kind.ts';
import { isStable, isSurelyUnserved } from '../../../kubernetes/schemas/surely-unserved.ts';
import { quoted } from '../../../text/quoted.ts';
import { type ObjectValidation, validationOf } from '../../view/object-validation.ts';
import { ofRoots } from '../../view/of-roots.ts';
import type { Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

export const unservedKind: Rule = {
  id: 'unserved-kind',
  severity: 'error',
  title: 'A kind or version that the cluster does not serve',
  why: 'The API server rejects an object of a kind or version that neither Kubernetes nor a CRD of the cluster serves, and Flux applies nothing of its root.',
  fix: 'Correct apiVersion and kind.',
  check(view) {
    const { after } = view;
    if (after === undefined) return [];
    const validation = validationOf(view);
    return validation.unserved.flatMap(({ object, known }) => {
      if (known.is === 'not-served') return [describeVersion(after, object, known, validation)];
      return known.is === 'no-kind' ? [describeKind(after, object, known, validation)] : [];
    });
  },
};

function describeVersion(
  side: Side,
  object: InventoryObject,
  known: Extract<KnownKind, { is: 'not-served' }>,
  { schemas }: ObjectValidation,
): Found {
  const { served, isCustom } = known;
  const { apiVersion, node } = object.resource;
  const kubernetes = isStable(apiVersion, schemas) ? 'Kubernetes' : `Kubernetes ${NEWEST_KUBERNETES}`;
  const who = isCustom ? `the CRD in ${side.cluster.name}` : kubernetes;
  const together = (names: string, areMany = false, roots = '') =>
    `${names}${ofRoots(areMany, roots)}: ${who} does not serve this kind as ${apiVersion}`;
  return {
    object,
    ...(isSurelyUnserved(apiVersion, known, schemas, false) ? {} : { severity: 'warning' }),
    message: together(objectTitle(object.resource)),
    together,
    ...side.placeOf(object, node.get('apiVersion')),
    fix: served.length === 0 ? 'Remove it: no version of the kind is served.' : `Write it as ${served.join(' or ')}.`,
  };
}

/** A custom kind may come from a chart; a kind in a group of Kubernetes comes from Kubernetes alone. */
function describeKind(
  side: Side,
  object: InventoryObject,
  known: Extract<KnownKind, { is: 'no-kind' }>,
  { schemas }: ObjectValidation,
): Found {
  const { kind, apiVersion, node } = object.resource;
  const together = (names: string, areMany = false, roots = '') =>
    `${names}${ofRoots(areMany, roots)}: there is no kind ${quoted(kind)} in ${apiVersion}`;
  return {
    object,
    ...(isSurelyUnserved(apiVersion, known, schemas, false) ? {} : { severity: 'warning' }),
    message: together(objectTitle(object.resource)),
    together,
    ...side.placeOf(object, node.get('kind')),
    ...(known.near === undefined ? {} : { fix: `Did you mean ${quoted(known.near)}?` }),
  };
}
