import { sameRepository } from '../../../flux/objects/same-repository.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { lineOf } from '../../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import type { FleetContext, Found, Rule } from '../../view/rule.ts';
import { type Side, shown } from '../../view/side.ts';

export const unmatchedSource: Rule = {
  id: 'unmatched-source',
  severity: 'notice',
  title: 'Whether a source is this repository could not be determined',
  why: 'A source is rendered only if it is this repository: a change may reach a cluster that looks unchanged.',
  fix: 'If it is this repository, add it to `sources` of the cluster in .github/blast-radius.yml.',
  lookInFleet: (side, _before, context) =>
    side.cluster.via === undefined ? [...derivedSources(side), ...otherAddress(side, context)] : [],
};

/** A source that flux-operator makes, under a name that nothing in the repository defines. */
function derivedSources({ inventory }: Side): readonly Found[] {
  const own = inventory.sync?.flux.sourceRef;
  return inventory.external.flatMap(({ flux }) => {
    const { kind, namespace, name } = flux.sourceRef;
    if (kind !== own?.kind || namespace !== own.namespace || name !== own.name) return [];
    const line = lineOf(nodeAt(flux.spec, 'sourceRef') ?? flux.spec);
    const message = `${objectTitle(flux.resource)} takes its files from ${objectTitle({ kind, namespace, name })}, which is not defined in this repository: they are not rendered`;
    return [{ message, ...shown({ path: flux.resource.trail.origin.path, line }) }];
  });
}

/** A cluster that syncs another address than the clusters before it: treated as this repository all the same. */
function otherAddress({ cluster, inventory }: Side, { fleet }: FleetContext): readonly Found[] {
  const own = inventory.sync?.source;
  const first = fleet.find((side) => addressOf(side) !== '');
  const [address, usual] = [textAt(own?.node, 'spec', 'url'), first === undefined ? '' : addressOf(first)];
  if (own === undefined || address === '' || sameRepository(address, usual)) return [];
  const line = lineOf(nodeAt(own.node, 'spec', 'url') ?? own.node);
  const message = `${cluster.name} syncs ${address}, ${first?.cluster.name ?? ''} syncs ${usual}: both are treated as this repository`;
  return [{ message, ...shown({ path: own.trail.origin.path, line }) }];
}

function addressOf({ inventory }: Side): string {
  return textAt(inventory.sync?.source?.node, 'spec', 'url');
}
