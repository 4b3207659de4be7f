import { type FluxKustomization, nameOf, type SourceRef } from '../../flux/objects/flux-kustomization.ts';
import { isFilesSource } from '../../flux/objects/sync.ts';
import { type Inventory, type Root, syncsIn } from '../../flux/roots/inventory.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { searchFor } from '../../kustomize/model/search-for.ts';
import { textAt } from '../../yaml/node/node-at.ts';

/** A source as the cluster has it while the merge reaches it. */
export interface HeldSource {
  readonly source: Resource;
  /** Whether the merge brings it, suspended from the start. */
  readonly isNew: boolean;
  /** Whether the merge resumes it, and does not get there: what would apply that takes its files from it. */
  readonly isResumedInVain: boolean;
}

interface SourceAt {
  readonly source: Resource;
  /** The root that applies it. */
  readonly owner: Root;
}

/**
 * The sources that stand still. A suspended source fetches nothing: what is built from it stays as it was, merge after
 * merge, also the merge that resumes the very source that it would come by. The merge that suspends a source has been
 * fetched, and is applied.
 *
 * @see fluxcd/source-controller GitRepositoryReconciler.Reconcile, which returns early where spec.suspend is set
 */
export class SourceStates {
  readonly #before: ReadonlyMap<string, SourceAt>;
  readonly #after: ReadonlyMap<string, SourceAt>;
  readonly #isSuspended: (root: Root) => boolean;
  readonly #known = new Map<string, HeldSource | undefined>();

  /** @param isSuspended whether nothing of a root is applied */
  constructor(before: Inventory | undefined, after: Inventory | undefined, isSuspended: (root: Root) => boolean) {
    this.#before = sourcesOf(before);
    this.#after = sourcesOf(after);
    this.#isSuspended = isSuspended;
  }

  /**
   * @param home the cluster in which the source stands
   * @returns the source that keeps what is built from it as it was; `undefined` where it follows Git
   */
  holding(home: string, reference: SourceRef): HeldSource | undefined {
    const key = keyOf(home, reference);
    if (this.#known.has(key)) return this.#known.get(key);
    const [was, is] = [this.#before.get(key), this.#after.get(key)];
    if (was === undefined)
      return is !== undefined && isSuspended(is)
        ? { source: is.source, isNew: true, isResumedInVain: false }
        : undefined;
    if (!isSuspended(was)) return undefined;
    // Until that is known, it stands still: what comes by it does not get through to resume it.
    this.#known.set(key, held(was, true));
    const isResumed = is !== undefined && !isSuspended(is);
    const found = isResumed && !this.#isSuspended(is.owner) ? undefined : held(is ?? was, isResumed);
    this.#known.set(key, found);
    return found;
  }

  /** @returns the source that kept a root as it was before the merge. */
  heldBefore({ home }: Root, flux: FluxKustomization | undefined): Resource | undefined {
    const was = flux && this.#before.get(keyOf(home, flux.sourceRef));
    return was !== undefined && isSuspended(was) ? was.source : undefined;
  }
}

function held({ source }: SourceAt, isResumedInVain: boolean): HeldSource {
  return { source, isNew: false, isResumedInVain };
}

function isSuspended({ source }: SourceAt): boolean {
  return textAt(source.node, 'spec', 'suspend') === 'true';
}

const filesSourcesIn = searchFor(isFilesSource);

function sourcesOf(inventory: Inventory | undefined): ReadonlyMap<string, SourceAt> {
  const sources = new Map<string, SourceAt>();
  const note = (source: Resource, owner: Root, cluster: string): void => {
    const { kind, name } = source;
    const key = keyOf(cluster, { kind, name, namespace: source.namespace || 'default' });
    if (!sources.has(key)) sources.set(key, { source, owner });
  };
  const roots = [...(inventory?.above ?? []), ...(inventory?.roots ?? [])];
  for (const root of roots) {
    for (const resource of filesSourcesIn([root.resources])) note(resource, root, root.cluster);
  }
  // flux-operator makes one that no file holds.
  const entries = roots.filter(({ by }) => by === 'entrypoint');
  for (const { flux, source } of inventory === undefined ? [] : syncsIn(inventory)) {
    const entry = entries.find(({ name }) => name === nameOf(flux)) ?? entries[0];
    if (entry !== undefined && source !== undefined) note(source, entry, entry.cluster);
  }
  return sources;
}

function keyOf(cluster: string, { kind, namespace, name }: SourceRef): string {
  return `${cluster} ${kind}/${namespace}/${name}`;
}
