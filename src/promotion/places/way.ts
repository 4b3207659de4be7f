import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { isFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { rootsAround } from '../../flux/roots/root-index.ts';
import type { Link } from '../../kustomize/model/origin.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { dirname } from '../../tree/objects/paths.ts';
import type { Subject } from './subject.ts';

/** One reference on the way from a cluster's own directory to an object. */
export interface Step {
  /** The directory that refers. */
  readonly from: string;
  /** Whether Flux takes everything that is in it, as it has no kustomization. */
  readonly isGenerated: boolean;
  /** Whether it does nothing but name directories. */
  readonly isList: boolean;
  /** The file or directory that is referred to. */
  readonly to: string;
  /** The FluxKustomization that the file holds, if the way goes on with what it builds. */
  readonly flux: Resource | undefined;
}

/** @returns the references to an object, outermost first, across all FluxKustomizations */
export function wayOf(object: InventoryObject, { inventory }: ClusterInventory): readonly Step[] {
  const steps = stepsIn(object, undefined);
  let { root } = object;
  for (;;) {
    const { flux } = root;
    const above = rootsAround(inventory).parentOf(root);
    if (flux === undefined || above === undefined || above === root) return steps;
    steps.unshift(...stepsIn({ resource: flux.resource, root: above }, flux.resource));
    root = above;
  }
}

function stepsIn({ resource, root }: InventoryObject, flux: Resource | undefined): Step[] {
  const { origin, via } = resource.trail;
  const links: Link[] = [];
  for (let link = via; link !== undefined; link = link.next) links.push(link);
  const last = origin.generated ? dirname(origin.path) : origin.path;
  if (links.length === 0) return [{ from: root.directory, isGenerated: true, isList: false, to: last, flux }];
  return links.flatMap((link, at) => {
    const to = links[at + 1]?.directory ?? last;
    const isLast = at === links.length - 1;
    // What a kustomization generates comes with it.
    if (to === link.directory) return [];
    return [
      {
        from: link.directory,
        isGenerated: link.line === undefined,
        isList: link.isList,
        to,
        flux: isLast ? flux : undefined,
      },
    ];
  });
}

/** All ways in a cluster, and what comes by each step. */
export class Ways {
  readonly #cluster: ClusterInventory;
  readonly #subject: Subject;
  readonly #strangers = new Map<string, InventoryObject>();
  /** The directories that refer to what others come by. */
  readonly #lists = new Set<string>();
  #own: readonly Step[] | undefined;

  constructor(cluster: ClusterInventory, subject: Subject) {
    this.#cluster = cluster;
    this.#subject = subject;
    for (const object of cluster.inventory.objects) {
      if (subject.has(object) || isFluxKustomization(object.resource)) continue;
      for (const step of wayOf(object, cluster)) {
        this.#strangers.set(keyOf(step), object);
        this.#lists.add(step.from);
      }
    }
  }

  of(object: InventoryObject): readonly Step[] {
    return wayOf(object, this.#cluster);
  }

  /** @returns whether nothing but the subject comes by a reference */
  isOnly(step: Step): boolean {
    return !this.#strangers.has(keyOf(step));
  }

  /** @returns one of the objects that come by a reference and are not the subject's */
  strangerBy(step: Step): InventoryObject | undefined {
    return this.#strangers.get(keyOf(step));
  }

  /** @returns whether a directory's kustomization also brings what is not the subject's */
  bringsOthers(directory: string): boolean {
    return this.#lists.has(directory);
  }

  /** @returns what the subject comes by of that which a directory refers to */
  partsIn(directory: string): readonly string[] {
    this.#own ??= this.#cluster.inventory.objects.filter(this.#subject.has).flatMap((object) => this.of(object));
    return [...new Set(this.#own.flatMap(({ from, to }) => (from === directory ? [to] : [])))];
  }

  get subject(): Subject {
    return this.#subject;
  }
}

/** A file may hold several FluxKustomizations. */
function keyOf({ to, flux }: Step): string {
  return flux === undefined ? to : `${to} ${flux.id}`;
}
