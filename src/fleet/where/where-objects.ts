import { ociVersion } from '../../flux/helm/chart-version.ts';
import type { Release } from '../../flux/helm/releases.ts';
import { isFluxKustomization, readFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import { followedRef } from '../../flux/objects/followed-ref.ts';
import { sourceOf } from '../../flux/objects/sync.ts';
import type { Inventory, InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { splitImage } from '../../kubernetes/facts/image-name.ts';
import { fullName } from '../../kubernetes/facts/object-ref.ts';
import { likelyPodSpec } from '../../kubernetes/facts/pod-spec.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach } from '../../memo/by-value.ts';
import { placeOfAnyVersion } from '../../tree/sources/mount.ts';
import type { Node } from '../../yaml/node/node.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import type { ClusterInventory } from '../render/render-clusters.ts';
import type { Units } from '../units/units.ts';
import type { ObjectRun, RunVersion, WhereObject } from './where-contract.ts';

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
    const isSuspended = onceEach((root: Root) => isSuspendedIn(root, inventory));
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
        ...runFacts(entry, releases.get(entry.resource), isSuspended(entry.root)),
        variant: row.variants.numberOf(entry.resource.node),
        root: placeOfAnyVersion(entry.root.directory),
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

/** Whether nothing of a root is applied as long as Git says the same: it is suspended, or its source is. */
function isSuspendedIn({ flux, home }: Root, { roots, above, sync }: Inventory): boolean {
  if (flux === undefined) return false;
  const resources = [...roots, ...above].filter(({ cluster }) => cluster === home).flatMap((root) => root.resources);
  const source = sourceOf(flux.sourceRef, sync?.source === undefined ? resources : [...resources, sync.source]);
  return flux.suspend || textAt(source?.node, 'spec', 'suspend') === 'true';
}

/** What people ask of an object that runs. */
type RunFacts = Pick<ObjectRun, 'versions' | 'replicas' | 'source' | 'suspended'>;

/**
 * Reads an object's versions (images, chart, the ref that a source follows), replicas, source and suspension.
 *
 * @param release what the object installs, where it is a HelmRelease
 * @param isSuspended whether nothing of its root is applied
 */
function runFacts({ resource }: InventoryObject, release: Release | undefined, isSuspended: boolean): RunFacts {
  const replicas = textAt(resource.node, 'spec', 'replicas');
  const source = sourceText(resource, release);
  return {
    versions: [...(release === undefined ? versionsOf(resource) : chartVersions(release))],
    ...(/^\d+$/.test(replicas) && likelyPodSpec(resource) !== undefined ? { replicas: Number(replicas) } : {}),
    ...(source === '' ? {} : { source }),
    suspended: isSuspended || textAt(resource.node, 'spec', 'suspend') === 'true',
  };
}

function chartVersions({ chart, local }: Release): readonly RunVersion[] {
  return chart === undefined ? [] : [{ of: chart.name, version: local?.version ?? chart.version }];
}

/** Images of what runs, not of what only prepares it; or what a source follows. */
function versionsOf(resource: Resource): readonly RunVersion[] {
  const { node, kind } = resource;
  if (kind === 'GitRepository') return [{ of: textAt(node, 'spec', 'url'), version: followedRef(node).value }];
  if (kind === 'OCIRepository') return [{ of: textAt(node, 'spec', 'url'), version: ociVersion(node) }];
  const images = itemsAt(likelyPodSpec(resource), 'containers').map((container) =>
    splitImage(textAt(container, 'image')),
  );
  const named = images.filter(({ name }) => name !== '');
  return named.map(({ name, tag, digest }) => ({ of: name, version: tag || digest.slice(0, 'sha256:'.length + 12) }));
}

function sourceText(resource: Resource, release: Release | undefined): string {
  const source = isFluxKustomization(resource) ? readFluxKustomization(resource).sourceRef : release?.chart?.source;
  return source === undefined || source.name === '' ? '' : fullName(source);
}

/** Numbers contents in the order in which they come up: equal contents have equal numbers, from 1 on. */
export class Variants<Content> {
  readonly #known: Content[] = [];
  readonly #isSame: (a: Content, b: Content) => boolean;

  constructor(isSame: (a: Content, b: Content) => boolean) {
    this.#isSame = isSame;
  }

  numberOf(content: Content): number {
    const at = this.#known.findIndex((known) => this.#isSame(known, content));
    return at < 0 ? this.#known.push(content) : at + 1;
  }
}
