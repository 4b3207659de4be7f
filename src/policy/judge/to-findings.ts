import { type InventoryObject, rootTitle } from '../../flux/roots/inventory.ts';
import { objectName, objectTitle } from '../../kubernetes/facts/object-ref.ts';
import type { Finding } from '../../review/contract/finding.ts';
import { listedAtLength } from '../../text/counted.ts';
import { quoted } from '../../text/quoted.ts';
import type { FleetContext, Found, Rule } from '../view/rule.ts';

/**
 * @param context the fleet that the cluster is part of, for findings whose fix depends on other clusters
 * @returns findings as the review reports them; those that say the same of several objects are one
 */
export function toFindings(
  rule: Rule,
  all: readonly Found[],
  severityOf: (found: Found) => Finding['severity'],
  context: FleetContext,
): readonly Omit<Finding, 'cluster'>[] {
  const groups = groupedBy([...all.entries()], ([index, found]) =>
    found.together === undefined ? String(index) : groupKey(found, severityOf(found)),
  ).map((group) => group.map(([, found]) => found));
  return groups.flatMap(byPlace).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { path, line } = first;
    return {
      rule: rule.id,
      severity: severityOf(first),
      ...whatIsFound(first, group),
      ...(path === undefined ? {} : { path }),
      ...(line === undefined ? {} : { line }),
      fix: fixOf(first, context) ?? rule.fix,
    };
  });
}

function groupKey({ together, fix, isOfPlace }: Found, severity: Finding['severity']): string {
  return JSON.stringify([together?.('', true, ''), typeof fix === 'function' ? '' : fix, severity, isOfPlace]);
}

/** More causes of one kind than this are one cause: whoever deletes a file of thirty definitions has done one thing. */
const MOST_PLACES = 3;

/** @returns what one finding says together: where each place is a cause of its own, what is of one */
function byPlace(group: readonly Found[]): readonly (readonly Found[])[] {
  if (group[0]?.isOfPlace !== true) return [group];
  const places = groupedBy(group, ({ path, line }) => JSON.stringify([path, line]));
  return places.length > MOST_PLACES ? groupedBy(group, ({ path }) => path ?? '') : places;
}

function groupedBy<T>(all: readonly T[], keyOf: (each: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const group = groups.get(keyOf(each));
    if (group === undefined) groups.set(keyOf(each), [each]);
    else group.push(each);
  }
  return [...groups.values()];
}

function fixOf({ fix }: Found, context: FleetContext): string | undefined {
  return typeof fix === 'function' ? fix(context) : fix;
}

function whatIsFound(first: Found, group: readonly Found[]): Pick<Finding, 'object' | 'objects' | 'message'> {
  const objects = [...new Set(group.flatMap(({ object }) => (object === undefined ? [] : [object])))];
  const { together } = first;
  const { names, areMany } = namesOf(group);
  return {
    ...(objects.length === 1 ? { object: objects.map(reference)[0] } : {}),
    ...(objects.length > 1 ? { objects: objects.map(reference) } : {}),
    message: together === undefined || group.length === 1 ? first.message : together(names, areMany, rootsOf(objects)),
  };
}

function rootsOf(objects: readonly InventoryObject[]): string {
  const roots = new Set(objects.map(({ root }) => root));
  return listedAtLength([...new Set([...roots].map(rootTitle))]);
}

function reference({ resource }: InventoryObject) {
  const { apiVersion, kind, namespace, name } = resource;
  return { apiVersion, kind, ...(namespace === '' ? {} : { namespace }), name };
}

function namesOf(group: readonly Found[]): { readonly names: string; readonly areMany: boolean } {
  let lastKind = '';
  const named = new Set(group.flatMap(({ name, object }) => name ?? object ?? []));
  const names = [...named].map((each) => {
    if (typeof each === 'string') return each;
    const { resource } = each;
    // Of several of a kind, the first says which.
    const title = resource.kind === lastKind ? quoted(objectName(resource)) : objectTitle(resource);
    lastKind = resource.kind;
    return title;
  });
  return { names: listedAtLength(names), areMany: names.length > 1 };
}
