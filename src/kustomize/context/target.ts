import type { Scope } from '../model/scope.ts';
import { repoSpec } from '../read/repo-spec.ts';

/** A path as the entries have it, from the root of the build on, or from that of a repository which one of them names. */
export interface OriginPlace {
  readonly path: string;
  readonly repo?: string;
  /** A branch, a tag or a commit. */
  readonly ref?: string;
}

/** A kustomization that a build has come to, with those of its fields that a feature reads. */
export interface TargetOf<Fields = unknown> {
  readonly kustomization: Scope & Fields;
  /** The way here, where `buildMetadata` asks for origins. */
  readonly origin: OriginPlace | undefined;
}

/** @returns where the file of a kustomization stands, for notes; `undefined` where they are not wanted. */
export function originOfFile({ kustomization, origin }: TargetOf): OriginPlace | undefined {
  if (origin === undefined) return undefined;
  return joinOrigin(origin, kustomization.path.slice(kustomization.path.lastIndexOf('/') + 1));
}

/**
 * @returns where an entry leads from a place
 * @see kustomize api/resource Origin.Append
 */
export function joinOrigin(origin: OriginPlace, entry: string): OriginPlace {
  const remote = repoSpec(entry);
  if (remote === undefined) return { ...origin, path: joined(origin.path, entry) };
  const { repository, path, ref } = remote;
  return { path: joined('', path), repo: repository, ...(ref === '' ? {} : { ref }) };
}

/** @returns a path below another as Go's `filepath.Join` writes it; both may lead upwards. */
function joined(above: string, path: string): string {
  const segments: string[] = [];
  for (const segment of `${above}/${path}`.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else segments.push(segment);
  }
  return segments.join('/') || '.';
}
