import type { Inventory } from '../../../flux/roots/inventory.ts';
import { kindKey } from '../../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { searchFor } from '../../../kustomize/model/search-for.ts';
import { onceEach } from '../../../memo/by-value.ts';
import { type Node, Sequence } from '../../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../../yaml/node/node-at.ts';

/**
 * Which volumes stay, with their data, when what claims them is deleted: those whose policy is Retain, as is that of a
 * volume without one; a volume that a StorageClass provides has the policy of the class, which is Delete where it has none.
 *
 * @see kubernetes docs: Persistent Volumes, Reclaiming; pkg/apis/core/v1 SetDefaults_PersistentVolume;
 *   pkg/apis/storage/v1 SetDefaults_StorageClass
 */
export class RetainedVolumes {
  readonly #before: Storage;
  readonly #after: Storage | undefined;

  constructor(before: Inventory | undefined, after: Inventory | undefined) {
    this.#before = before === undefined ? NONE : storageIn(before);
    this.#after = after && storageIn(after);
  }

  /** @returns whether the data of a volume, a claim or a StatefulSet's claims certainly outlives it; most often nobody knows. */
  outlive({ gvk, node, name, namespace }: Resource): boolean {
    const kind = kindKey(gvk);
    if (kind === '/PersistentVolume') return this.#isKept(name);
    if (kind === '/PersistentVolumeClaim') return this.#isClaimKept(node, `${namespace || 'default'}/${name}`);
    const templates = kind === 'apps/StatefulSet' ? nodeAt(node, 'spec', 'volumeClaimTemplates') : undefined;
    const claims = templates instanceof Sequence ? templates.items : [];
    return claims.length > 0 && claims.every((claim) => this.#isClaimKept(claim, undefined));
  }

  #isClaimKept(claim: Node, name: string | undefined): boolean {
    const bound = textAt(claim, 'spec', 'volumeName') || (name && this.#before.claimed.get(name));
    if (bound) return this.#isKept(bound);
    const storageClass = this.#before.classes.get(textAt(claim, 'spec', 'storageClassName'));
    return storageClass !== undefined && textAt(storageClass, 'reclaimPolicy') === 'Retain';
  }

  /** A policy that the merge itself sets may come too late. */
  #isKept(volume: string): boolean {
    const was = this.#before.volumes.get(volume);
    const is = this.#after?.volumes.get(volume);
    return was !== undefined && isRetained(was) && (is === undefined || isRetained(is));
  }
}

/** What a cluster holds of storage, by name. */
interface Storage {
  readonly volumes: ReadonlyMap<string, Node>;
  readonly classes: ReadonlyMap<string, Node>;
  /** The volumes that are reserved, by the claim. */
  readonly claimed: ReadonlyMap<string, string>;
}

const NONE: Storage = { volumes: new Map(), classes: new Map(), claimed: new Map() };

const storageIn = onceEach(({ roots }: Inventory): Storage => {
  const lists = roots.map(({ resources }) => resources);
  const volumes = volumesIn(lists);
  const claimed = volumes.flatMap(({ name, node }): readonly [string, string][] => {
    const claim = textAt(node, 'spec', 'claimRef', 'name');
    return claim === '' ? [] : [[`${textAt(node, 'spec', 'claimRef', 'namespace') || 'default'}/${claim}`, name]];
  });
  return { volumes: named(volumes), classes: named(classesIn(lists)), claimed: new Map(claimed) };
});

const volumesIn = searchFor(({ gvk }) => kindKey(gvk) === '/PersistentVolume');
const classesIn = searchFor(({ gvk }) => kindKey(gvk) === 'storage.k8s.io/StorageClass');

function named(resources: readonly Resource[]): ReadonlyMap<string, Node> {
  return new Map(resources.map(({ name, node }) => [name, node]));
}

function isRetained(volume: Node): boolean {
  const policy = textAt(volume, 'spec', 'persistentVolumeReclaimPolicy');
  return policy === '' || policy === 'Retain';
}
