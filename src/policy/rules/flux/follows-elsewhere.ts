import { followedRef } from '../../../flux/objects/followed-ref.ts';
import { ociFollows } from '../../../flux/objects/source-elsewhere.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { quoted } from '../../../text/quoted.ts';
import type { GitFollows, OciFollows } from '../../../tree/sources/source-ref.ts';
import { lineOf } from '../../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import type { Found, Rule } from '../../view/rule.ts';
import { type Side, shown } from '../../view/side.ts';

export const followsElsewhere: Rule = {
  id: 'follows-elsewhere',
  severity: 'warning',
  title: 'A cluster would follow another branch, tag or commit',
  why: 'The cluster will run what that branch, tag or commit holds, which this review has not rendered, and merges into the branch it followed no longer reach it.',
  fix: 'Check what is at that ref: the cluster will run it.',
  check({ cluster, before, after }) {
    if (cluster.via !== undefined || before?.inventory === after?.inventory) return [];
    const was = sourcesOf(before);
    return sourcesOf(after).flatMap((source, index): readonly Found[] => {
      const [refBefore, refAfter] = [refOf(was[index]), refOf(source)];
      if (refBefore === undefined || refAfter === undefined || refBefore === refAfter) return [];
      const node = nodeAt(source?.node, 'spec', 'ref') ?? source?.node;
      const path = source?.trail.origin.path;
      const place = path === undefined ? undefined : { path, line: node && lineOf(node) };
      return [{ message: `${cluster.name} would follow ${refAfter} instead of ${refBefore}`, ...shown(place) }];
    });
  },
};

/** One for each path that the cluster starts from. */
function sourcesOf(side: Side | undefined): readonly (Resource | undefined)[] {
  if (side === undefined) return [];
  const { sync, syncs = [sync] } = side.inventory;
  return syncs.map((each) => each?.source);
}

function refOf(source: Resource | undefined): string | undefined {
  if (source?.kind === 'Bucket') return `bucket ${quoted(textAt(source.node, 'spec', 'bucketName'))}`;
  if (source?.kind === 'OCIRepository') return inWords(ociFollows(source.node));
  return source?.kind === 'GitRepository' ? inWords(followedRef(source.node)) : undefined;
}

function inWords({ kind, value }: GitFollows | OciFollows): string {
  if (kind === 'semver') return `versions ${quoted(value)}`;
  return kind === 'name' ? quoted(value) : `${kind} ${quoted(value)}`;
}
