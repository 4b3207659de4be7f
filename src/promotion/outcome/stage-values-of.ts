import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { isFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { kindName, refKey } from '../../kubernetes/facts/object-ref.ts';
import { placeOf } from '../../review/origins/change-chain.ts';
import { maskedObject } from '../../review/secrets/masked-object.ts';
import { MASK, SecretValues } from '../../review/secrets/secret-values.ts';
import type { Scalar } from '../../yaml/node/node.ts';
import type { Subject } from '../places/subject.ts';
import { bareName, withoutHash } from '../plan/bare-name.ts';
import { leavesOf } from '../plan/leaves-of.ts';
import type { Plan } from '../plan/plan.ts';
import type { StageValue } from '../plan/promotion.ts';
import { reworded } from '../plan/stage-words.ts';
import type { ClusterOutcome } from './outcome.ts';

/** Of a FluxKustomization, where it is, what it is called and how often it looks is every cluster's own. */
const OWN_OF_FLUX = /^(apiVersion|metadata|status|spec\.(path|sourceRef|interval))\b/;
/** By it, objects are paired. */
const IDENTITY = /^metadata\.name(space)?$/;
/** In characters. */
const LONGEST = 80;

/**
 * Compares what a target gains with all clusters that run the subjects today, field by field: what differs between these is
 * a value of a stage, and what the target gets of it is for people to decide. None is made up, and what a file of the
 * target's own says is decided. What is secret is masked.
 */
export function stageValuesOf(
  { fleet, draft }: Pick<Plan, 'fleet' | 'draft'>,
  subjects: readonly Subject[],
  { before, gained }: ClusterOutcome,
): readonly StageValue[] {
  const names = new Set(gained.map((object) => keyOf(object)));
  const users = fleet.clusters
    .filter(({ cluster }) => cluster.name !== before.cluster.name)
    .map((user) => ({ user, objects: objectsOf(user, subjects, before, names) }))
    .filter(({ objects }) => objects.size > 0);
  if (users.length < 2) return [];
  const secrets = new SecretValues(fleet.clusters.map(({ inventory }) => inventory));
  const edited = new Set(draft.edits.map(({ path }) => path));
  const isOwn = (path: string): boolean =>
    !edited.has(path) && users.every(({ user }) => !user.inventory.roots.some(({ reads }) => isRead(reads.get(path))));
  return gained.flatMap((object) => {
    const others = users.flatMap(({ user, objects }) => {
      const same = objects.get(keyOf(object));
      return same === undefined
        ? []
        : [
            {
              cluster: user.cluster.name,
              object: same,
              leaves: leavesOf(same.resource.node),
              see: viewOf(same, secrets),
            },
          ];
    });
    if (others.length < 2 || object.resource.kind === 'Secret') return [];
    const own = leavesOf(object.resource.node);
    const see = viewOf(object, secrets);
    const fields = new Set([...own.keys(), ...others.flatMap(({ leaves }) => [...leaves.keys()])]);
    return [...fields].flatMap((field): readonly StageValue[] => {
      if (isFluxKustomization(object.resource) && OWN_OF_FLUX.test(field)) return [];
      const scalars = others.map(({ leaves }) => leaves.get(field));
      if (IDENTITY.test(field) || areSame(own.get(field), scalars)) return [];
      const taken = see(field);
      if (taken.place !== undefined && isOwn(taken.place.slice(0, taken.place.lastIndexOf(':')))) return [];
      return [
        {
          ...{ cluster: before.cluster.name, object: nameOf(object), field, taken },
          others: others.map((each) => ({ cluster: each.cluster, ...each.see(field) })),
        },
      ];
    });
  });
}

function isRead(id: string | undefined): boolean {
  return id !== undefined && id !== 'absent';
}

/**
 * @param names of what the target gains
 * @returns the objects of the subjects, what may come along with them, and what else has the name of something that the
 *   target gains, by the name that they have in the target
 */
function objectsOf(
  user: ClusterInventory,
  subjects: readonly Subject[],
  target: ClusterInventory,
  names: ReadonlySet<string>,
): ReadonlyMap<string, InventoryObject> {
  const words = (text: string): string => reworded(text, user.cluster, target.cluster);
  const found = user.inventory.objects.filter(
    (object) =>
      names.has(keyOf(object, words)) ||
      names.has(keyOf(object)) ||
      isFluxKustomization(object.resource) ||
      object.resource.kind === 'Namespace' ||
      subjects.some(({ has }) => has(object)),
  );
  return new Map([
    ...found.map((each) => [keyOf(each, words), each] as const),
    ...found.map((each) => [keyOf(each), each] as const),
  ]);
}

function keyOf({ resource }: InventoryObject, words: (text: string) => string = (text) => text): string {
  const { gvk, kind, namespace } = resource;
  return refKey({ group: gvk.group, kind, namespace: words(namespace), name: words(bareName(resource)) });
}

function nameOf({ resource }: InventoryObject): string {
  return kindName({ kind: resource.kind, name: bareName(resource) });
}

/**
 * What only a cluster knows, or what is secret, is its own: then it counts what is written there.
 *
 * @param own what the target gets
 * @param others what those that run it have
 */
function areSame(own: Scalar | undefined, others: readonly (Scalar | undefined)[]): boolean {
  const isHidden = [own, ...others].some((each) => each?.hidden !== undefined);
  const texts = others.map((each) => (isHidden ? writtenText(each) : each?.text));
  return new Set(texts.map((text) => (text === undefined ? text : withoutHash(text)))).size < 2;
}

function writtenText(scalar: Scalar | undefined): string | undefined {
  if (scalar === undefined) return undefined;
  return scalar.marks.template ?? (scalar.hidden === undefined ? scalar.text : MASK);
}

/** @returns the value of a field of an object as people may see it, and where it is written */
function viewOf(object: InventoryObject, secrets: SecretValues): (field: string) => StageValue['taken'] {
  const leaves = leavesOf(object.resource.node);
  const shown = leavesOf(maskedObject(object.resource, secrets));
  return (field) => {
    const scalar = leaves.get(field);
    if (scalar === undefined) return { value: 'absent' };
    const [first = '', ...rest] = (shown.get(field)?.text ?? MASK).split('\n');
    const value = first.length > LONGEST || rest.length > 0 ? `${first.slice(0, LONGEST)}…` : first;
    const place = placeOf(scalar, object);
    return place === undefined ? { value } : { value, place: `${place.path}:${place.line}` };
  };
}
