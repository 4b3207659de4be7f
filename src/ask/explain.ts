import { findCluster } from '../promotion/places/source-and-targets.ts';
import { findSubject } from '../promotion/places/subject.ts';
import type { Fleet } from '../promotion/plan/fleet.ts';
import { orRefused, type Refused, refuse } from '../promotion/plan/promotion-refusal.ts';
import { explainObject, type FieldOrigin } from '../review/origins/explain-object.ts';
import { nearest } from '../text/nearest.ts';
import type { Explained } from './question.ts';

/**
 * Explains every object that a name means, in one cluster or in all that have it.
 *
 * @param field as text, `spec.replicas`: of this one, and of those within it, alone
 * @returns no objects where the cluster has none of them; a refusal with the nearest name
 */
export function explain(
  fleet: Fleet,
  asked: string,
  cluster: string | undefined,
  field: string | undefined,
): Explained | Refused {
  return orRefused(() => {
    const subject = findSubject(fleet, asked);
    const clusters = cluster === undefined ? fleet.clusters : [findCluster(fleet, cluster)];
    const objects = clusters.flatMap(({ cluster: { name }, inventory }) =>
      inventory.objects
        .filter(subject.has)
        .map((object) => ({ cluster: name, explanation: explainObject(object, inventory) })),
    );
    return { kind: 'explained', objects: field === undefined ? objects : withField(objects, asked, field) };
  });
}

/** @throws PromotionRefusal where none of the objects has the field */
function withField(objects: Explained['objects'], asked: string, field: string): Explained['objects'] {
  const found = objects.flatMap(({ cluster, explanation }) => {
    const fields = explanation.fields.filter((each) => isWithin(each, field));
    return fields.length === 0 ? [] : [{ cluster, explanation: { ...explanation, fields } }];
  });
  if (found.length > 0 || objects.length === 0) return found;
  const near = nearest(
    field,
    objects.flatMap(({ explanation: { fields } }) => fields.map(({ path }) => path)),
  );
  return refuse(`${asked} has no field ${field}`, near === undefined ? undefined : `Did you mean ${near}?`);
}

function isWithin({ path }: FieldOrigin, field: string): boolean {
  return path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}
