import type { Kustomization } from '../read/load.ts';

/** The directories from the root of the build to the one at hand; entering one of them again would never end. */
export type Stack = readonly string[];

/** A kustomization as a build has come to it. */
export interface Target {
  readonly kustomization: Kustomization;
  /** The directories on the way here, this one last. */
  readonly stack: Stack;
  /** The way here as the entries have it, where `buildMetadata` asks for origins. */
  readonly originPath: string | undefined;
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
