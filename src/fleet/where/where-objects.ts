import type { InventoryObject } from '../../flux/roots/inventory.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Node } from '../../yaml/node/node.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import type { ClusterInventory } from '../render/render-clusters.ts';
import type { Units } from '../units/units.ts';
import { runFacts } from './run-facts.ts';
import { Variants } from './variants.ts';
import type { ObjectRun, WhereObject } from './where-contract.ts';

interface Row {
  readonly object: Pick<WhereObject, 'kind' | 'namespace' | 'name' | 'unit'>;
  readonly runs: ObjectRun[];
  readonly variants: Variants<Node>;
}

/** @returns every object of a fleet with the clusters that run it, by unit, kind and name. */
export function whereObjects(fleet: readonly ClusterInventory[], units: Units): readonly WhereObject[] {
  const rows = new Map<string, Row>();
  for (const { cluster, inventory } of fleet) {
    const releases = new Map(inventory.releases.map((release) => [release.resource, release]));
    for (const entry of inventory.objects) {
      const object = named(entry, units.of(entry) ?? '');
      const key = JSON.stringify([object.unit, object.kind, object.namespace, object.name]);
      const row: Row = rows.get(key) ?? { object, runs: [], variants: new Variants<Node>(sameValue) };
      rows.set(key, row);
      // Two roots that apply the same object fight over it; the later one is not another run of it.
      if (row.runs.at(-1)?.cluster === cluster.name) continue;
      const { path, line } = entry.resource.trail.origin;
      row.runs.push({
        cluster: cluster.name,
        ...runFacts(entry, releases.get(entry.resource)),
        variant: row.variants.numberOf(entry.resource.node),
        root: entry.root.directory,
        path,
        ...(line === undefined ? {} : { line }),
      });
    }
  }
  const keys = [...rows.keys()].sort();
  return keys.flatMap((key) => {
    const row = rows.get(key);
    return row === undefined ? [] : [finished(row)];
  });
}

function finished({ object, runs }: Row): WhereObject {
  const clusters = runs.map(({ cluster }) => cluster);
  return { ...object, clusters, drift: runs.some(({ variant }) => variant > 1), runs };
}

function named({ resource }: InventoryObject, unit: string): Row['object'] {
  const { kind, namespace } = resource;
  return { kind, namespace, name: stableName(resource), unit };
}

/** @returns the name without the hash of a generated object, which is another with every content. */
function stableName({ trail, name }: Resource): string {
  return trail.generated?.needsHash === true ? (trail.previousIds.at(-1)?.name ?? name) : name;
}
