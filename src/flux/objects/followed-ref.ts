import { onceEach } from '../../memo/by-value.ts';
import type { GitFollows } from '../../tree/sources/source-ref.ts';
import type { Node } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';

/**
 * Reads `spec.ref` of a GitRepository, whose more exact fields win; without any it follows `master`.
 *
 * @see fluxcd/pkg git/gogit Client.Clone
 */
export const followedRef = onceEach((source: Node): GitFollows => {
  const ref = (field: string) => textAt(source, 'spec', 'ref', field);
  if (ref('commit') !== '') return { kind: 'commit', value: ref('commit') };
  if (ref('name') !== '') return namedRef(ref('name'));
  if (ref('tag') !== '') return { kind: 'tag', value: ref('tag') };
  if (ref('semver') !== '') return { kind: 'semver', value: ref('semver') };
  return { kind: 'branch', value: ref('branch') || 'master' };
});

function namedRef(name: string): GitFollows {
  const [, kind, value] = /^refs\/(heads|tags)\/(.+)$/.exec(name) ?? [];
  if (value === undefined) return { kind: 'name', value: name };
  return { kind: kind === 'heads' ? 'branch' : 'tag', value };
}
