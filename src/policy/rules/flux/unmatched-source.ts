import { sameRepository } from '../../../flux/objects/same-repository.ts';
import { syncsIn } from '../../../flux/roots/inventory.ts';
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
  const own = syncsIn(inventory).map(({ flux }) => flux.sourceRef);
  return inventory.external.flatMap(({ flux }) => {
    const { kind, namespace, name } = flux.sourceRef;
    if (!own.some((each) => kind === each.kind && namespace === each.namespace && name === each.name)) return [];
    const line = lineOf(nodeAt(flux.spec, 'sourceRef') ?? flux.spec);
    const message = `${objectTitle(flux.resource)} takes its files from ${objectTitle({ kind, namespace, name })}, which is not defined in this repository: they are not rendered`;
    return [{ message, ...shown({ path: flux.resource.trail.origin.path, line }) }];
  });
}

/** A cluster that syncs another address than the clusters before it: treated as this repository all the same. */
function otherAddress({ cluster, inventory }: Side, { fleet }: FleetContext): readonly Found[] {
  const [first] = fleet.flatMap((side) => addressesOf(side).map(({ address }) => ({ address, of: side.cluster.name })));
  if (first === undefined) return [];
  return addressesOf({ inventory })
    .filter(({ address }) => !sameRepository(address, first.address))
    .map(({ address, source }) => {
      const line = lineOf(nodeAt(source.node, 'spec', 'url') ?? source.node);
      const usual = first.of === cluster.name ? ` and ${first.address}` : `, ${first.of} syncs ${first.address}`;
      const message = `${cluster.name} syncs ${address}${usual}: both are treated as this repository`;
      return { message, ...shown({ path: source.trail.origin.path, line }) };
    });
}

/** The sources that a cluster syncs, of which the repository tells the address. */
function addressesOf({ inventory }: Pick<Side, 'inventory'>) {
  const sources = new Set(syncsIn(inventory).flatMap(({ source }) => source ?? []));
  return [...sources]
    .map((source) => ({ source, address: textAt(source.node, 'spec', 'url') }))
    .filter(({ address }) => address !== '');
}
