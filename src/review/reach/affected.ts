import type { Units } from '../../fleet/units/units.ts';
import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import type { Affected } from '../contract/object-change.ts';
import type { RootStates } from '../effects/root-states.ts';
import type { Stop } from '../effects/stopped-roots.ts';
import type { SecretValues } from '../secrets/secret-values.ts';
import { affectedExternal } from './affected-external.ts';
import { affectedReleases } from './affected-releases.ts';
import { affectedRoots } from './affected-roots.ts';
import { type ObjectChange, refOf, staleWorkloads } from './affected-workloads.ts';
import type { ExternalChange } from './external-changes.ts';
import type { ReleaseChange } from './release-change.ts';

/** What is known of a cluster once its objects are compared. */
export interface AffectedContext {
  readonly before: Inventory | undefined;
  readonly after: Inventory;
  /** The objects after the merge about which something can be said. */
  readonly objects: readonly InventoryObject[];
  /** The objects that stand on both sides and differ. */
  readonly changes: readonly ObjectChange[];
  readonly states: RootStates;
  /** Roots of other repositories that become others. */
  readonly external: readonly ExternalChange[];
  /** What reaches releases from elsewhere. */
  readonly releases: readonly ReleaseChange[];
  readonly stops: ReadonlyMap<string, Stop>;
  readonly secrets: SecretValues;
  /** Names what people promote. */
  readonly units: Units;
}

/** Each finds objects that a change reaches by reference only; their own content stays. */
const FINDERS: readonly ((context: AffectedContext) => readonly Affected[])[] = [
  staleWorkloads,
  affectedReleases,
  affectedExternal,
  affectedRoots,
];

/** @returns the objects of a cluster that a change touches without changing them. */
export function affectedObjects(context: AffectedContext): Affected[] {
  const { after, units } = context;
  const all = FINDERS.flatMap((find) => find(context));
  const known = new Map(all.length === 0 ? [] : after.objects.map((object) => [keyOf(refOf(object.resource)), object]));
  return all.map((each) => ({ ...each, ...placeIn(known.get(keyOf(each)), units) }));
}

function placeIn(object: InventoryObject | undefined, units: Units): Pick<Affected, 'unit' | 'root'> {
  const unit = object && units.of(object);
  return {
    ...(unit === undefined ? {} : { unit }),
    ...(object === undefined ? {} : { root: object.root.directory }),
  };
}

function keyOf({
  apiVersion,
  kind,
  namespace,
  name,
}: Pick<Affected, 'apiVersion' | 'kind' | 'namespace' | 'name'>): string {
  return JSON.stringify([apiVersion, kind, namespace ?? '', name]);
}
