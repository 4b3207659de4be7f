import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { type PodReference, podReferences } from '../../kubernetes/facts/pod-references.ts';
import { podSpecOf, runsToCompletion } from '../../kubernetes/facts/pod-spec.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Affected } from '../contract/object-change.ts';
import { hasUnknownHash, mayBeSame } from '../diff/may-be-same.ts';
import type { ObjectChange } from '../diff/pair.ts';

interface Context {
  readonly objects: readonly InventoryObject[];
  readonly changes: readonly ObjectChange[];
  /** Whether an object is applied as it is after the merge, or may be. */
  readonly applies: (object: InventoryObject) => boolean;
}

/**
 * Workloads that read a ConfigMap or Secret whose content changes under the same name. Kubernetes restarts nothing for
 * that: files of a volume follow after a while, variables only with the next pod. A generated name that changes is
 * another matter: there the workload itself changes, and rolls.
 *
 * @see kubernetes docs: ConfigMaps, Mounted ConfigMaps are updated automatically
 */
export function staleWorkloads({ objects, changes, applies }: Context): readonly Affected[] {
  const configs = changes.filter(({ before, after, changes: fields }) => {
    const isConfig = after.resource.apiVersion === 'v1' && /^(ConfigMap|Secret)$/.test(after.resource.kind);
    if (!isConfig || before.resource.name !== after.resource.name) return false;
    const isContent = fields.some(({ segments: [first] }) => /^(data|stringData|binaryData)$/.test(String(first)));
    return isContent && applies(after);
  });
  if (configs.length === 0) return [];
  const rolling = new Set(changes.filter(changesPods).map(({ after }) => after.resource));
  return objects.flatMap(({ resource }) => {
    const [uses, names] = rolling.has(resource) ? [[], []] : [lastingUses(resource), namedIn(resource)];
    return configs.flatMap((change): readonly Affected[] => {
      const config = change.after.resource;
      if (config.namespace !== resource.namespace) return [];
      const isOwn = ({ kind, name }: PodReference) => kind === config.kind && name === config.name;
      if (hasUnknownHash(config.name)) return names.some(isOwn) ? [rolledWorkload(resource, change)] : [];
      const own = uses.filter(isOwn);
      return own.length === 0 ? [] : [staleWorkload(resource, change, own)];
    });
  });
}

/** The next run of a Job or CronJob reads everything again. */
function lastingUses(resource: Resource): readonly PodReference[] {
  const pod = runsToCompletion(resource) ? undefined : podSpecOf(resource);
  if (pod === undefined) return [];
  return podReferences(pod).filter(({ use }) => use === 'files' || use === 'fixed');
}

/** Its name ends in a hash of values that are encrypted, so that it is another name as soon as they are others. */
function rolledWorkload(resource: Resource, change: ObjectChange): Affected {
  const config = change.after.resource;
  const reads = `reads ${config.kind} \`${config.name}\`, whose name ends in the hash of its encrypted values`;
  const affected = (reason: string): Affected => {
    const isRolled = FOLLOWS[resource.kind] === undefined;
    return { ...refOf(resource), reason, ...(isRolled ? { effect: 'rolled' } : {}), cause: refOf(config) };
  };
  const follows = FOLLOWS[resource.kind] ?? 'it rolls';
  if (!isUncertain(change)) return affected(`${reads}: that changes, and ${follows}`);
  return { ...affected(`${reads}: ${follows} if one of them changed, which cannot be seen here`), effect: 'uncertain' };
}

/** What becomes of a pod template that is another, where its pods are not replaced. */
const FOLLOWS: Readonly<Record<string, string>> = {
  Job: 'the API server rejects it, as its template is immutable',
  CronJob: 'its next run reads the new ones',
};

/** Whether all that changes of an object may be only encrypted again. */
function isUncertain({ changes }: ObjectChange): boolean {
  return changes.every(mayBeSame);
}

/** All that a pod names, also what it reads anew each time: another name is another pod. */
function namedIn(resource: Resource): readonly PodReference[] {
  const pod = podSpecOf(resource);
  return pod === undefined ? [] : podReferences(pod);
}

function staleWorkload(resource: Resource, change: ObjectChange, uses: readonly PodReference[]): Affected {
  const config = change.after.resource;
  const changes = isUncertain(change) ? 'is encrypted and may change' : 'changes';
  const reads = `reads ${config.kind} \`${config.name}\`, which ${changes} under the same name`;
  const isReloaded = [...resource.annotations()].some(([key]) => /(^|\.)reloader\.stakater\.com\//.test(key));
  const isFixed = uses.some(({ use }) => use === 'fixed');
  const what = isFixed
    ? 'nothing restarts it: it keeps the old values until its pods are replaced'
    : 'nothing restarts it: the mounted files follow within minutes, if it reads them again';
  return {
    ...refOf(resource),
    reason: `${reads}: ${isReloaded ? 'its annotations ask Reloader to restart it' : what}`,
    effect: isReloaded ? 'rolled' : 'stale',
    cause: refOf(config),
  };
}

function changesPods({ changes }: ObjectChange): boolean {
  return changes.some(({ segments: [first, second] }) => first === 'spec' && second === 'template');
}

/** @returns an object's name as the review tells it. */
export function refOf({ apiVersion, kind, namespace, name }: Resource) {
  return { apiVersion, kind, ...(namespace === '' ? {} : { namespace }), name };
}
