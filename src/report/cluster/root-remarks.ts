import type { FluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import { unknownFieldIn } from '../../flux/objects/unknown-field.ts';
import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import { dependenciesOf } from '../../review/order/depends-on.ts';
import { nodeAt, textAt } from '../../yaml/node/node-at.ts';

/** @returns what a reader of a FluxKustomization needs to know of it, a few words each. */
export function rootRemarks(flux: FluxKustomization): readonly string[] {
  const after = dependenciesOf(flux).map((each) => each.name);
  const isUnknown = (field: string) => unknownFieldIn(flux.spec, field) !== undefined;
  const namespace = textAt(flux.spec, 'targetNamespace');
  return [
    ...(flux.suspend ? ['suspended'] : isUnknown('suspend') ? ['may be suspended'] : []),
    ...(isUnknown('prune') ? ['may prune'] : flux.prune ? [] : ['does not prune']),
    ...(after.length === 0 ? [] : [`after ${after.join(', ')}`]),
    ...(namespace === '' ? [] : [`into namespace ${namespace}`]),
    ...(nodeAt(flux.spec, 'postBuild') === undefined ? [] : ['with variables']),
    ...(nodeAt(flux.spec, 'decryption') === undefined ? [] : ['decrypts']),
  ];
}

/** @returns where a FluxKustomization takes its files from. */
export function sourceName({ sourceRef }: FluxKustomization): string {
  return plainTitle(sourceRef);
}
