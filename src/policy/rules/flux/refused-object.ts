import {
  controllerOf,
  misnamedInstance,
  possibleRefusalOf,
  type Refusal,
  refusalOf,
} from '../../../flux/controllers/refusals.ts';
import { searchRootsFor } from '../../../flux/roots/search-roots.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { Finding } from '../../../review/contract/finding.ts';
import type { Rule } from '../../view/rule.ts';

type Kind = Refusal['kind'] | 'possible';

const SEVERITY: Readonly<Record<Kind, Finding['severity']>> = {
  denied: 'error',
  unseen: 'warning',
  possible: 'notice',
};

const SAID: Readonly<Record<Kind, readonly [string, string]>> = {
  denied: ['is refused', 'are refused'],
  unseen: ['is not reconciled', 'are not reconciled'],
  possible: ['may be refused', 'may be refused'],
};

/** Of all else no controller knows. */
const maybeRefusedIn = searchRootsFor(
  (resource) => controllerOf(resource) !== undefined || misnamedInstance(resource) !== undefined,
);

export const refusedObject: Rule = {
  id: 'refused-object',
  severity: 'error',
  title: 'A Flux object that its controller refuses or ignores',
  why: 'Controllers can be started so that they refuse references to other namespaces, or only watch their own namespace or certain labels. Nothing is applied for an object that they refuse or ignore, and nothing is deleted.',
  fix: 'Change the object so that its controller accepts it, or change how the controller is started.',
  look: (side) =>
    side.those(maybeRefusedIn).flatMap((object) => {
      const { controllers } = side.inventory;
      const certain = refusalOf(object.resource, controllers);
      const refusal = certain ?? possibleRefusalOf(object.resource, controllers);
      if (refusal === undefined) return [];
      const kind = certain?.kind ?? 'possible';
      const [one, many] = SAID[kind];
      const together = (names: string, areMany = false) => `${names} ${areMany ? many : one}: ${refusal.reason}`;
      return [
        {
          object,
          severity: SEVERITY[kind],
          message: together(objectTitle(object.resource)),
          together,
          ...side.placeOf(object, refusal.node),
          fix: refusal.fix,
        },
      ];
    }),
};
