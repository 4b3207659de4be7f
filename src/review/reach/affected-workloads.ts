import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { type PodReference, podReferences } from '../../kubernetes/facts/pod-references.ts';
import { podSpecOf, runsToCompletion } from '../../kubernetes/facts/pod-spec.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Affected } from '../contract/object-change.ts';
import type { ObjectChange } from '../diff/pair.ts';

interface Context {
  readonly objects: readonly InventoryObject[];
  readonly changes: readonly ObjectChange[];
  readonly states: { readonly isSuspended: (root: InventoryObject['root']) => boolean };
}

/**
 * Workloads that read a ConfigMap or Secret whose content changes under the same name. Kubernetes restarts nothing for
 * that: files of a volume follow after a while, variables only with the next pod. A generated name that changes is
 * another matter: there the workload itself changes, and rolls.
 *
 * @see kubernetes docs: ConfigMaps, Mounted ConfigMaps are updated automatically
 */
export function staleWorkloads({ objects, changes, states }: Context): readonly Affected[] {
  const configs = changes.filter(({ before, after, changes: fields }) => {
    const isConfig = after.resource.apiVersion === 'v1' && /^(ConfigMap|Secret)$/.test(after.resource.kind);
    if (!isConfig || before.resource.name !== after.resource.name || states.isSuspended(after.root)) return false;
    return fields.some(({ segments: [first] }) => /^(data|stringData|binaryData)$/.test(String(first)));
  });
  if (configs.length === 0) return [];
  const rolling = new Set(changes.filter(changesPods).map(({ after }) => after.resource));
  return objects.flatMap(({ resource }) => {
    const uses = rolling.has(resource) ? [] : lastingUses(resource);
    return configs.flatMap(({ after: { resource: config } }): readonly Affected[] => {
      if (config.namespace !== resource.namespace) return [];
      const own = uses.filter(({ kind, name }) => kind === config.kind && name === config.name);
      return own.length === 0 ? [] : [staleWorkload(resource, config, own)];
    });
  });
}

/** The next run of a Job or CronJob reads everything again. */
function lastingUses(resource: Resource): readonly PodReference[] {
  const pod = runsToCompletion(resource) ? undefined : podSpecOf(resource);
  if (pod === undefined) return [];
  return podReferences(pod).filter(({ use }) => use === 'files' || use === 'fixed');
}

function staleWorkload(resource: Resource, config: Resource, uses: readonly PodReference[]): Affected {
  const reads = `reads ${config.kind} \`${config.name}\`, which changes under the same name`;
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
