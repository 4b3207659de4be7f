import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import { lineOf, type Node } from '../../yaml/node/node.ts';
import type { OpenedFilter } from '../artifact/open-filter.ts';
import type { ArtifactGenerator } from '../objects/artifact-generator.ts';
import type { SourceRef } from '../objects/flux-kustomization.ts';
import { unfetched } from '../objects/source-elsewhere.ts';

/** Why there is no artifact here. */
export type NotMade = Exclude<OpenedFilter, { kind: 'opened' }>;

/** What of a generator says so, and what to do about it. */
interface At {
  readonly node: Node | undefined;
  readonly fix: string;
}

/** @returns that nobody here can tell what a generator makes, though Flux can: the reason follows its name */
export function notKnown({ resource }: ArtifactGenerator, reason: string, { node, fix }: At): NotMade {
  return { kind: 'external', unfetched: unfetched(resource, node ?? resource.node, reason, fix) };
}

/** @returns that Flux makes nothing new either, in the controller's words */
export function failing(generator: ArtifactGenerator, reason: string, { node, fix }: At): NotMade {
  const { path } = generator.resource.trail.origin;
  const stays = 'makes nothing new, so everything built from it stays as it was';
  const line = lineOf(node ?? generator.resource.node);
  return { kind: 'gone', why: { reason: `${titleOf(generator)} ${stays}: ${reason}`, fix, path, line } };
}

/** @returns that one generator writes what another one makes, each time anew */
export function makeOneTwice(artifact: SourceRef, one: ArtifactGenerator, other: ArtifactGenerator): NotMade {
  const { path, line } = other.resource.trail.origin;
  const both = `${titleOf(one)} and ${titleOf(other)} both make ${plainTitle(artifact)}`;
  const reason = `${both}, so what is built from it flips between the two`;
  return { kind: 'gone', why: { reason, fix: 'Keep it in only one of them.', path, line } };
}

export function titleOf({ namespace, name }: ArtifactGenerator): string {
  return plainTitle({ kind: 'ArtifactGenerator', namespace, name });
}
