import type { InventoryObject } from '../flux/inventory.ts';
import type { Finding } from '../radius/review-contract.ts';
import type { Found, Rule } from './rule.ts';

/** How many objects one sentence names before it counts the rest. */
const NAMED = 5;

/** @returns findings as the review tells them; those that say the same of several objects are one. */
export function told(
  rule: Rule,
  all: readonly Found[],
  severityOf: (found: Found) => Finding['severity'],
): readonly Omit<Finding, 'cluster'>[] {
  const groups = new Map<string, Found[]>();
  for (const [index, found] of all.entries()) {
    const key = found.together === undefined ? String(index) : groupKey(found, severityOf(found));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [found]);
    else group.push(found);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [finding(rule, first, group, severityOf(first))];
  });
}

function groupKey({ together, fix }: Found, severity: Finding['severity']): string {
  return JSON.stringify([together?.(''), fix, severity]);
}

function finding(
  rule: Rule,
  first: Found,
  group: readonly Found[],
  severity: Finding['severity'],
): Omit<Finding, 'cluster'> {
  const objects = [...new Set(group.flatMap(({ object }) => (object === undefined ? [] : [object])))];
  const { path, line, together, fix } = first;
  return {
    rule: rule.id,
    severity,
    ...(objects.length === 1 ? { object: objects.map(reference)[0] } : {}),
    ...(objects.length > 1 ? { objects: objects.map(reference) } : {}),
    message: together === undefined || group.length === 1 ? first.message : together(namesOf(group)),
    ...(path === undefined ? {} : { path }),
    ...(line === undefined ? {} : { line }),
    fix: fix ?? rule.fix,
  };
}

function reference({ resource }: InventoryObject) {
  const { apiVersion, kind, namespace, name } = resource;
  return { apiVersion, kind, ...(namespace === '' ? {} : { namespace }), name };
}

function namesOf(group: readonly Found[]): string {
  const names = [
    ...new Set(group.flatMap(({ name, object }) => name ?? (object === undefined ? [] : titleOf(object)))),
  ];
  if (names.length <= NAMED + 1) return names.join(', ');
  return `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`;
}

function titleOf({ resource }: InventoryObject): string {
  return `${resource.kind}/${resource.name}`;
}
