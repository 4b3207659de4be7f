import type { Scope } from '../model/scope.ts';

/** A kustomization that a build has come to, with those of its fields that a feature reads. */
export interface TargetOf<Fields = unknown> {
  readonly kustomization: Scope & Fields;
  /** The way here as the entries have it, where `buildMetadata` asks for origins. */
  readonly originPath: string | undefined;
}

/** @returns where the file of a kustomization stands, for notes; `undefined` where they are not wanted. */
export function originOfFile({ kustomization, originPath }: TargetOf): string | undefined {
  if (originPath === undefined) return undefined;
  return joinOrigin(originPath, kustomization.path.slice(kustomization.path.lastIndexOf('/') + 1));
}

/** @returns a path below another as Go's `filepath.Join` writes it; both may lead upwards. */
export function joinOrigin(origin: string, path: string): string {
  const segments: string[] = [];
  for (const segment of `${origin}/${path}`.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else segments.push(segment);
  }
  return segments.join('/') || '.';
}
