import { isFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { kindName, objectKey } from '../../kubernetes/facts/object-ref.ts';
import type { ClusterReview, Unresolved } from '../../review/contract/cluster-review.ts';
import { listedAtLength } from '../../text/counted.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import type { ClusterOutcome } from './outcome.ts';

/** What an edit is allowed to do to a cluster. */
interface Allowed {
  /** Identities that may be gained. */
  readonly gains: (outcome: ClusterOutcome) => ReadonlySet<string>;
  /** Identities that may be lost. */
  readonly losses: (outcome: ClusterOutcome) => ReadonlySet<string>;
  /** By which people know what else would come. */
  readonly unitOf?: (object: InventoryObject) => string | undefined;
  /** @throws PromotionRefusal where what is promoted is made of all these units */
  readonly refuseSet?: (units: readonly string[]) => void;
}

/**
 * Checks that an edit does only what was asked for: nothing else is gained, lost or changed in any cluster, and nothing
 * stops building.
 *
 * @throws PromotionRefusal naming the first thing that is wrong
 */
export function checkOutcome(outcomes: readonly ClusterOutcome[], allowed: Allowed): void {
  for (const outcome of outcomes) {
    const { review, before } = outcome;
    const name = before.cluster.name;
    refuseBroken(outcome);
    const gains = allowed.gains(outcome);
    const extra = outcome.gained.filter((object) => !gains.has(objectKey(object.resource)));
    if (extra.length > 0) refuseExtra(name, extra, allowed);
    checkRest(name, review, allowed.losses(outcome));
  }
}

/** People choose among units; what belongs to none is named as it is. */
function refuseExtra(name: string, extra: readonly InventoryObject[], { unitOf, refuseSet }: Allowed): never {
  const names = [...new Set(extra.flatMap((object) => unitOf?.(object) ?? []))].sort();
  // Known by what it brings.
  const isAside = ({ resource }: InventoryObject): boolean => names.length > 0 && isFluxKustomization(resource);
  const rest = extra.filter((object) => unitOf?.(object) === undefined && !isAside(object));
  if (names.length > 0) refuseSet?.(names);
  if (rest.length === 0)
    refuse(
      `${name} would also gain ${listedAtLength(names)}, which the same reference brings`,
      'Name the unit that you mean, or give it a reference of its own first.',
    );
  const objects = rest.map(({ resource }) => kindName(resource));
  refuse(
    `${name} would also gain ${listedAtLength([...names, ...new Set(objects)])}`,
    'What is promoted shares its list or file with them: give it its own first.',
  );
}

/**
 * Checks that an edit adds nothing to a cluster and takes nothing from it, nor stops anything from building.
 *
 * @param changed of its changes those that are not meant
 * @throws PromotionRefusal naming the first thing that is wrong
 */
export function checkNothingElse(outcome: ClusterOutcome, changed: ClusterReview['changed']): void {
  const { review, before } = outcome;
  refuseBroken(outcome);
  const [gained] = review.gained;
  if (gained !== undefined)
    refuse(`${before.cluster.name} would gain ${gained.kind} ${gained.name}`, 'Make this change by hand.');
  checkRest(before.cluster.name, { ...review, changed }, new Set());
}

function refuseBroken({ review, before }: ClusterOutcome): void {
  const news = review.unresolved.filter(({ standing }) => !standing);
  // What could not be known before may be hidden now by what the edit breaks.
  const broken = news.find(({ side }) => side === 'after') ?? news[0];
  if (broken === undefined) return;
  const what = broken.side === 'both' ? 'is already only partly rendered' : 'would be only partly rendered';
  refuse(`${before.cluster.name} ${what}: ${described(broken)}`, broken.fix);
}

function checkRest(name: string, review: ClusterReview, losses: ReadonlySet<string>): void {
  const lost = review.lost.find((each) => !losses.has(objectKey(each)));
  if (lost !== undefined) refuse(`${name} would lose ${lost.kind} ${lost.name}`, 'Make this change by hand.');
  const [changed] = review.changed;
  if (changed === undefined) return;
  const [field] = changed.fields;
  refuse(
    `${changed.kind} ${changed.name} would change in ${name}${field === undefined ? '' : ` (${field.path})`}`,
    'What adds it also changes other objects: make this change by hand.',
  );
}

function described({ message, path, line }: Unresolved): string {
  if (path === undefined) return message;
  return `${message} (${path}${line === undefined ? '' : `:${line}`})`;
}
