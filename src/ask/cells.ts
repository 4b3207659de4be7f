import type { ClusterInventory } from '../fleet/render/render-clusters.ts';
import type { InventoryObject } from '../flux/roots/inventory.ts';
import type { Fleet } from '../promotion/plan/fleet.ts';
import { orRefused, type Refused, refuse } from '../promotion/plan/promotion-refusal.ts';
import { type Cell, type CellOrigins, cellOrigins } from '../review/origins/cell-origins.ts';
import { SecretValues } from '../review/secrets/secret-values.ts';

/** What one cluster runs of a unit, and how it comes to be so. */
export interface OpenedCell {
  /** Empty for what belongs to none. */
  readonly unit: string;
  readonly cluster: string;
  readonly origins: CellOrigins;
}

/** @returns one cell; a refusal where the cluster runs nothing of the unit, or is not there */
export function openCell(fleet: Fleet, unit: string, cluster: string): OpenedCell | Refused {
  return orRefused(() => {
    const cells = new Cells(fleet);
    return cells.open(unit, cluster) ?? refuse(`${cluster} runs nothing of ${unit}`);
  });
}

/**
 * @param most characters, as JSON
 * @returns the cells of a fleet, unit by unit, as many as there is room for
 */
export function openCells(fleet: Fleet, most: number): readonly OpenedCell[] {
  const cells = new Cells(fleet);
  const opened: OpenedCell[] = [];
  let size = 0;
  for (const unit of cells.units) {
    for (const { cluster } of fleet.clusters) {
      const cell = cells.open(unit, cluster.name);
      if (cell === undefined) continue;
      size += JSON.stringify(cell).length;
      if (size > most) return opened;
      opened.push(cell);
    }
  }
  return opened;
}

class Cells {
  /** By unit, the clusters that run it, in promotion order. */
  readonly #units = new Map<string, Cell[]>();
  readonly #secrets = new Map<string, SecretValues>();

  constructor({ clusters, units }: Fleet) {
    for (const each of clusters)
      for (const [unit, objects] of byUnit(each, units)) {
        const known = this.#units.get(unit) ?? [];
        this.#units.set(unit, known);
        known.push({ cluster: each.cluster.name, inventory: each.inventory, objects });
      }
  }

  get units(): readonly string[] {
    return [...this.#units.keys()].sort();
  }

  open(unit: string, cluster: string): OpenedCell | undefined {
    const cells = this.#units.get(unit) ?? [];
    const at = cells.findIndex((cell) => cell.cluster === cluster);
    const [before, cell] = [cells[at - 1], cells[at]];
    if (cell === undefined) return undefined;
    return { unit, cluster, origins: cellOrigins(cell, before, this.#secretsOf(cell, before)) };
  }

  /** Most units of a cluster are compared with the same one. */
  #secretsOf(cell: Cell, before: Cell | undefined): SecretValues {
    const key = JSON.stringify([cell.cluster, before?.cluster]);
    const known = this.#secrets.get(key) ?? new SecretValues([before?.inventory, cell.inventory]);
    this.#secrets.set(key, known);
    return known;
  }
}

function byUnit(
  { inventory }: ClusterInventory,
  units: Fleet['units'],
): ReadonlyMap<string, readonly InventoryObject[]> {
  const found = new Map<string, InventoryObject[]>();
  for (const object of inventory.objects) {
    const unit = units.of(object) ?? '';
    const known = found.get(unit);
    if (known === undefined) found.set(unit, [object]);
    else known.push(object);
  }
  return found;
}
