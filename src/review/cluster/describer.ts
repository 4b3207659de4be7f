import type { Units } from '../../fleet/units/units.ts';
import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { objectName } from '../../kubernetes/facts/object-ref.ts';
import { placeOfAnyVersion } from '../../tree/sources/mount.ts';
import { Scalar } from '../../yaml/node/node.ts';
import type { FieldChange } from '../contract/field-change.ts';
import type { Changed, ChangeEffect, Gained, Lost, Moved } from '../contract/object-change.ts';
import type { NodeChange } from '../diff/field-changes.ts';
import { mayBeSame } from '../diff/may-be-same.ts';
import type { ObjectChange } from '../diff/pair.ts';
import { versionChange } from '../diff/version-change.ts';
import { immutabilityOf } from '../effects/change-effect.ts';
import type { FrozenFields } from '../effects/crd-frozen-fields.ts';
import { firstReconciliation } from '../effects/first-reconciliation.ts';
import { handoverOf, whyNotTakenOver } from '../effects/handover.ts';
import { helmConsequences } from '../effects/helm/helm-effects.ts';
import type { ReleaseEffects } from '../effects/helm/release-effects.ts';
import { isUninstalled } from '../effects/helm/release-loss.ts';
import type { RetainedVolumes } from '../effects/loss/retained-volumes.ts';
import { Races } from '../effects/races.ts';
import type { RootStates } from '../effects/root-states.ts';
import { specConsequences } from '../effects/spec-consequences.ts';
import { UnknownSpecs } from '../effects/unknown-specs.ts';
import { whatIsLost } from '../effects/what-is-lost.ts';
import { type Stop, stopText } from '../order/stopped-roots.ts';
import { type Causes, chainTo } from '../origins/causes.ts';
import { chainOfChange } from '../origins/change-chain.ts';
import type { MadeChange } from '../origins/made-changes.ts';
import { shownChange } from '../secrets/mask.ts';
import type { SecretValues } from '../secrets/secret-values.ts';
import { mayBeElsewhere } from '../unknown/may-be-elsewhere.ts';
import type { Application } from './application.ts';
import type { ApplyStages } from './apply-stages.ts';
import { hasMoved } from './sort-pairs.ts';
import { whatMatters } from './what-matters.ts';

/** What there is to know of the two sides of a cluster. */
export interface DescribeContext {
  readonly before: Inventory | undefined;
  readonly after: Inventory | undefined;
  readonly units: Units;
  readonly causes: Causes;
  readonly states: RootStates;
  readonly secrets: SecretValues;
  /** Which lines make fields of charts, as far as somebody asked. */
  readonly made: ReadonlyMap<NodeChange, MadeChange>;
  /** By the root's key, what is rejected in the clusters that its hub applies to. */
  readonly rejectedAround: ReadonlyMap<string, string>;
}

/** The roots that cannot be built or applied, and when what they apply is stopped. */
export interface StoppedRoots {
  readonly final: ReadonlyMap<string, Stop>;
  readonly certain: ReadonlyMap<string, Stop>;
  readonly stages: ApplyStages;
  readonly application: Application;
}

/** Puts what happens to each object into the review's words. */
export class Describer {
  readonly #context: DescribeContext;
  readonly #stops: ReadonlyMap<string, Stop>;
  readonly #stages: ApplyStages;
  readonly #application: Application;
  readonly #races: Races;
  readonly #unknown: UnknownSpecs;
  readonly #frozen: FrozenFields;
  readonly #releases: ReleaseEffects;
  readonly #volumes: RetainedVolumes;

  constructor(
    context: DescribeContext,
    { final, certain, stages, application }: StoppedRoots,
    frozen: FrozenFields,
    releases: ReleaseEffects,
    volumes: RetainedVolumes,
  ) {
    this.#volumes = volumes;
    this.#releases = releases;
    this.#context = context;
    this.#frozen = frozen;
    this.#stops = certain;
    this.#stages = stages;
    this.#application = application;
    this.#races = new Races(context.states, final, certain);
    this.#unknown = new UnknownSpecs(context.before, context.after, context.states);
  }

  gained(object: InventoryObject, renamedFrom: InventoryObject | undefined): Gained {
    const { states, secrets } = this.#context;
    const effect = states.effectOfApply(object, false) ?? 'created';
    const uncertain = this.#mayBeThere(object);
    return {
      ...this.#shared(object, effect, [], 'gained'),
      ...(uncertain === undefined ? {} : { uncertain }),
      chain: chainTo(object, 'after', this.#context.causes),
      ...(renamedFrom === undefined ? whatMatters(object.resource, secrets) : { renamedFrom: fullName(renamedFrom) }),
    };
  }

  #mayBeThere(object: InventoryObject): string | undefined {
    const where = mayBeElsewhere(object, this.#context.states.beforeOf(object.root), 'referred to');
    return this.#unknown.elsewhere(object, false) ?? (where && `may be there already, ${where}`);
  }

  /** @returns whether it is not certain if the cluster has an object that the merge brings, by then or already */
  isOpen(gained: InventoryObject): boolean {
    const effect = this.#context.states.effectOfApply(gained, false) ?? 'created';
    const doubts = [this.#races.of(gained, effect, false), this.#unknown.undecided(gained, effect, false)];
    return [...doubts, this.#mayBeThere(gained)].some((doubt) => doubt !== undefined);
  }

  /** @returns why an object that went to another root is lost all the same; `undefined` where it is not */
  whyLeftBehind(before: InventoryObject, after: InventoryObject): string | undefined {
    const why = whyNotTakenOver(before, after, this.#context.states, this.#stops);
    const isOpen = this.#races.of(after, 'updated', false) !== undefined || this.#stages.comesBefore(after, false);
    return why === undefined || isOpen ? undefined : `\`${after.root.name}\`, which has it now, ${why}`;
  }

  lost(object: InventoryObject, renamedTo: InventoryObject | undefined, leftBehind?: string): Lost {
    const { states } = this.#context;
    const effect = states.effectOfLoss(object);
    const where = mayBeElsewhere(object, states.afterOf(object.root), 'refers to now');
    const uncertain = this.#unknown.elsewhere(object, true) ?? (where && `may stay, ${where}`);
    const { consequences, data } = whatIsLost(object, effect, {
      states,
      releases: this.#releases,
      volumes: this.#volumes,
    });
    if (leftBehind !== undefined) consequences.push(leftBehind);
    return {
      ...this.#shared(object, effect, consequences, 'lost'),
      chain: chainTo(object, 'before', this.#context.causes),
      ...(uncertain === undefined ? {} : { uncertain }),
      ...(renamedTo === undefined ? {} : { renamedTo: fullName(renamedTo) }),
      ...(data === undefined ? {} : { dataAtRisk: data }),
    };
  }

  /** @returns whether an object that no root holds any more stays in the cluster for sure, whoever manages it then */
  stays(object: InventoryObject): boolean {
    const effect = this.#context.states.effectOfLoss(object);
    const doubts = [this.#races.of(object, effect, true), this.#unknown.undecided(object, effect, true)];
    return effect !== 'pruned' && doubts.every((doubt) => doubt === undefined);
  }

  moved(before: InventoryObject, after: InventoryObject): Moved {
    const effect = this.#context.states.effectOfApply(after, true) ?? 'updated';
    return {
      ...this.#shared(after, effect),
      chain: chainTo(after, 'after', this.#context.causes),
      from: endOf(before),
      to: endOf(after),
      ...this.#handover(before, after),
    };
  }

  changed(change: ObjectChange, { effect, consequences, refused }: ChangeEffect): Changed {
    const { before, after, changes } = change;
    const previous = {
      ...(before.resource.apiVersion === after.resource.apiVersion ? {} : { apiVersion: before.resource.apiVersion }),
      ...(before.resource.name === after.resource.name ? {} : { name: before.resource.name }),
    };
    const isSet = changes.some((each) => each.after?.place !== undefined);
    const { causes, secrets } = this.#context;
    return {
      ...this.#shared(after, effect, consequences),
      chain: isSet ? chainOfChange(after, changes, 'after', causes) : chainOfChange(before, changes, 'before', causes),
      ...(Object.keys(previous).length === 0 ? {} : { previous }),
      ...(hasMoved(change) ? { movedFrom: endOf(before), ...this.#handover(before, after) } : {}),
      ...(refused === undefined ? {} : { refused: refused.map((each) => secrets.clean(each)) }),
      fields: changes.map((each) => this.#field(each, before, after)),
    };
  }

  #field(change: NodeChange, before: InventoryObject, after: InventoryObject): FieldChange {
    const shown = shownChange(change, after.resource, this.#context.secrets);
    const isWhole = shown.masked !== true && isSame(shown.before, change.before) && isSame(shown.after, change.after);
    const version = isWhole ? versionChange(change, after.resource) : undefined;
    const immutable = immutabilityOf(change, before, after, this.#frozen);
    const made = this.#context.made.get(change);
    return {
      ...shown,
      ...(mayBeSame(change) ? { encrypted: true as const } : {}),
      ...(version === undefined ? {} : { version }),
      ...(change.only === undefined ? {} : { [change.only]: true as const }),
      ...(immutable === undefined ? {} : { immutable }),
      ...(made === undefined ? {} : { made }),
    };
  }

  #handover(before: InventoryObject, after: InventoryObject): Pick<Moved, 'handover'> {
    const handover = handoverOf(before, after, this.#context.states, this.#context);
    return handover === undefined ? {} : { handover };
  }

  #shared(
    object: InventoryObject,
    effect: Gained['effect'],
    own: readonly string[] = [],
    side: 'gained' | 'kept' | 'lost' = 'kept',
  ): Omit<Gained, 'chain'> {
    const { resource, root } = object;
    const { states, secrets } = this.#context;
    const isLost = side === 'lost';
    const first = isLost ? [] : firstReconciliation(object, secrets);
    const consequences = [
      ...own,
      ...first,
      ...helmConsequences(object, effect, isLost && isUninstalled(root, states) ? 'uninstalled' : side),
      ...specConsequences(object, effect, states),
      ...this.#stages.consequences(object, effect),
    ];
    const unit = this.#context.units.of(object);
    const race = this.#races.of(object, effect, isLost);
    const undecided = this.#unknown.undecided(object, effect, isLost);
    const stop = this.#application.stopOf(object, effect, isLost);
    return {
      apiVersion: resource.apiVersion,
      kind: resource.kind,
      ...(resource.namespace === '' ? {} : { namespace: resource.namespace }),
      name: resource.name,
      ...(unit === undefined ? {} : { unit }),
      root: placeOfAnyVersion(root.directory),
      ...(root.release === undefined ? {} : { release: objectName(root.release.holder.resource) }),
      ...(root.set === undefined ? {} : { set: objectName(root.set.holder.resource) }),
      effect,
      ...(consequences.length === 0 ? {} : { consequences }),
      ...(race === undefined ? {} : { race }),
      ...(undecided === undefined ? {} : { undecided }),
      ...(stop === undefined || effect === 'rejected' ? {} : { stoppedBy: `\`${root.name}\` ${stopText(stop)}` }),
      ...this.#stages.heldUpBy(object),
    };
  }
}

/** Whether a text is shown as it is: what is a version of it would else give it away. */
function isSame(shown: unknown, node: NodeChange['after']): boolean {
  return typeof shown !== 'string' || !(node instanceof Scalar) || shown === node.text;
}

function endOf({ resource, root }: InventoryObject) {
  const { path, line } = resource.trail.origin;
  return { root: placeOfAnyVersion(root.directory), path, ...(line === undefined ? {} : { line }) };
}

function fullName({ resource: { namespace, name } }: InventoryObject) {
  return { ...(namespace === '' ? {} : { namespace }), name };
}
