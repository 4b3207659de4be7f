import { type FollowedRef, followedRef } from '../../../flux/objects/followed-ref.ts';
import { quoted } from '../../../text/quoted.ts';
import { lineOf } from '../../../yaml/node/node.ts';
import { nodeAt } from '../../../yaml/node/node-at.ts';
import type { Rule } from '../../view/rule.ts';
import { type Side, shown } from '../../view/side.ts';

export const followsElsewhere: Rule = {
  id: 'follows-elsewhere',
  severity: 'warning',
  title: 'A cluster would follow another branch, tag or commit',
  why: 'The cluster will run what that branch, tag or commit holds, which this review has not rendered, and merges into the branch it followed no longer reach it.',
  fix: 'Check what is at that ref: the cluster will run it.',
  check({ cluster, before, after }) {
    if (cluster.via !== undefined || before?.inventory === after?.inventory) return [];
    const [refBefore, refAfter] = [refOf(before), refOf(after)];
    if (refBefore === undefined || refAfter === undefined || refBefore === refAfter) return [];
    const source = after?.inventory.sync?.source;
    const node = nodeAt(source?.node, 'spec', 'ref') ?? source?.node;
    const path = source?.trail.origin.path;
    const place = path === undefined ? undefined : { path, line: node && lineOf(node) };
    return [{ message: `${cluster.name} would follow ${refAfter} instead of ${refBefore}`, ...shown(place) }];
  },
};

function refOf(side: Side | undefined): string | undefined {
  const source = side?.inventory.sync?.source;
  return source?.kind === 'GitRepository' ? inWords(followedRef(source.node)) : undefined;
}

function inWords({ kind, value }: FollowedRef): string {
  if (kind === 'semver') return `versions ${quoted(value)}`;
  return kind === 'name' ? quoted(value) : `${kind} ${quoted(value)}`;
}
