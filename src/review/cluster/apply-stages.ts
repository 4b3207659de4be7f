import { type Controllers, mainOf } from '../../flux/controllers/controllers.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { rootKey } from '../../flux/roots/root-index.ts';
import type { Changed, Effect } from '../contract/object-change.ts';
import type { Rejection } from '../effects/rejections.ts';
import type { Stop } from '../order/stopped-roots.ts';
import { stageIn } from '../refused/apply-stage.ts';

/** What of a root that stops is applied nevertheless, as it comes before what is rejected. */
export class ApplyStages {
  readonly #stops: ReadonlyMap<string, Stop>;
  readonly #rejections: ReadonlyMap<string, Rejection>;
  readonly #waiters: ReadonlyMap<string, number>;
  readonly #customKinds: ReadonlySet<string>;

  constructor(
    stops: ReadonlyMap<string, Stop>,
    rejections: ReadonlyMap<string, Rejection>,
    waiters: ReadonlyMap<string, number>,
    controllers: Controllers = new Map(),
  ) {
    this.#customKinds = mainOf(controllers, 'kustomize-controller').flags.customStageKinds;
    this.#stops = stops;
    this.#rejections = rejections;
    this.#waiters = waiters;
  }

  /** @returns whether what happens to an object happens before its root stops; nothing is pruned until all is applied */
  comesBefore(object: InventoryObject, isLost: boolean): boolean {
    const { root } = object;
    const rejection = this.#stops.get(root.name)?.by === 'itself' ? this.#rejections.get(rootKey(root)) : undefined;
    return rejection !== undefined && !isLost && stageIn(object, this.#customKinds) < rejection.stage;
  }

  /** @returns how many roots wait for that of an object, where this is what its root stops at */
  heldUpBy(object: InventoryObject): Pick<Changed, 'holdsUp'> {
    const key = rootKey(object.root);
    const holdsUp = this.#rejections.get(key)?.object === object ? this.#waiters.get(key) : undefined;
    return holdsUp === undefined ? {} : { holdsUp };
  }

  /** @returns what else is to be said of an object that is applied although its root stops behind it */
  consequences(object: InventoryObject, effect: Effect): readonly string[] {
    if (effect !== 'created' || !this.comesBefore(object, false)) return [];
    return [`is not in the inventory of \`${object.root.name}\`, which stops later: Flux would not prune it`];
  }
}
