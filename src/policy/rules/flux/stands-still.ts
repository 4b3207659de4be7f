import { syncsIn } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { RootStates } from '../../../review/effects/root-states.ts';
import type { HeldSource } from '../../../review/effects/source-states.ts';
import { lineOf } from '../../../yaml/node/node.ts';
import { nodeAt } from '../../../yaml/node/node-at.ts';
import type { ClusterView, Found, Rule } from '../../view/rule.ts';
import { shown } from '../../view/side.ts';

export const standsStill: Rule = {
  id: 'stands-still',
  severity: 'warning',
  title: 'A cluster, or a part of it, stands still',
  why: 'What stands still applies nothing of this merge. Once it moves again, it applies everything that was merged in the meantime, no matter who merged it.',
  fix: 'Find out why it stands still, and what was merged since, before it follows Git again.',
  check: (view) => [...suspendedSources(view), ...withoutArtifact(view)],
};

/** A source that was suspended before the merge keeps what the merge changes from being applied. */
function suspendedSources(view: ClusterView): readonly Found[] {
  const { review, before, after } = view;
  if (after === undefined || before?.inventory === after.inventory) return [];
  const states = new RootStates(before?.inventory, after.inventory);
  const waiting = new Set(
    [...review.gained, ...review.lost, ...review.changed].filter(isWaiting).map(({ root }) => root),
  );
  const sources = new Map<Resource, HeldSource>();
  for (const root of after.inventory.roots) {
    const held = waiting.has(root.directory) ? states.heldBy(root) : undefined;
    if (held !== undefined) sources.set(held.source, held);
  }
  return [...sources.values()].map((held) => ({
    message: messageOf(held, view),
    ...fixOf(held, view),
    ...shown({
      path: held.source.trail.origin.path,
      line: lineOf(nodeAt(held.source.node, 'spec', 'suspend') ?? held.source.node),
    }),
  }));
}

function isWaiting({ effect }: { readonly effect: string }): boolean {
  return effect === 'suspended';
}

function messageOf({ source, isNew, isResumedInVain }: HeldSource, view: ClusterView): string {
  const { name } = view.cluster;
  const start = `${isOwn(source, view) ? name : `a part of ${name}`} stands still: ${objectTitle(source)} is suspended`;
  if (isResumedInVain) {
    return `${start} in the cluster, and so does not fetch this merge, which would resume it; resumed by hand, it brings everything that was merged since`;
  }
  const since = isNew ? 'from the start' : 'since before this merge';
  return `${start}, ${since}; what is built from it takes nothing of this merge until it is resumed, and then everything that was merged since`;
}

/** The cluster's own source is resumed by hand: what Git says of it comes by that very source. */
function fixOf({ source, isResumedInVain }: HeldSource, view: ClusterView): Pick<Found, 'fix'> {
  const { kind, name } = source;
  const inGit = isResumedInVain ? [] : ['remove spec.suspend in Git'];
  const isByHand = kind === 'GitRepository' && (isOwn(source, view) || isResumedInVain);
  const byHand = `run \`flux resume source git ${name} -n ${source.namespace || 'default'}\``;
  const steps = [...inGit, ...(isByHand ? [byHand] : [])];
  return steps.length === 0 ? {} : { fix: `Once it is known what was merged since, ${steps.join(', and ')}.` };
}

function isOwn({ kind, name, namespace }: Resource, { after }: ClusterView): boolean {
  const own = after === undefined ? [] : syncsIn(after.inventory).map(({ flux }) => flux.sourceRef);
  return own.some((each) => each.kind === kind && each.name === name && each.namespace === (namespace || 'default'));
}

/** A source that makes no artifact, before the merge as behind it: the problem is counted, what it keeps is told. */
function withoutArtifact({ review, cluster, before, after }: ClusterView): readonly Found[] {
  if (before === undefined || before.inventory === after?.inventory) return [];
  const standing = review.unresolved.filter(({ code, side }) => code === 'no-artifact' && side === 'both');
  return standing.map(({ message, path, line, fix }) => ({
    message: `${cluster.name} stands still, since before this merge: ${message}`,
    ...{ path, line },
    ...(fix === undefined ? {} : { fix }),
  }));
}
