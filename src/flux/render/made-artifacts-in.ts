import type { Resource } from '../../kustomize/model/resource.ts';
import type { Files } from '../../tree/files/files.ts';
import { MadeArtifacts } from '../composed/made-artifacts.ts';
import type { Controllers } from '../controllers/controllers.ts';
import { refusalOf } from '../controllers/refusals.ts';
import { filesFrom } from '../objects/own-sources.ts';
import type { Sync } from '../objects/sync.ts';

/** What is known of the clusters that are rendered together, by their names. */
interface KnownSoFar {
  readonly syncs: readonly (Sync | undefined)[];
  /** What is in force comes before what the files have in its place. */
  readonly objects: ReadonlyMap<string, readonly Resource[]>;
  readonly controllers: ReadonlyMap<string, Controllers>;
}

/** What tells what of a cluster is here. */
interface Here {
  /** As the configuration names those that stand for this repository. */
  readonly sources: readonly string[];
  /** The cluster's own directories. */
  readonly clusters: readonly string[];
}

/** @returns what gives the artifacts that are put together in a cluster, by its name */
export function madeArtifactsIn(
  files: Files,
  { sources, clusters }: Here,
  { syncs, objects, controllers }: KnownSoFar,
): (home: string) => MadeArtifacts {
  const known = new Map<string, MadeArtifacts>();
  return (home) => {
    const found = known.get(home) ?? madeIn(home);
    known.set(home, found);
    return found;
  };
  function madeIn(home: string): MadeArtifacts {
    const resources = objects.get(home) ?? [];
    const running = controllers.get(home);
    return new MadeArtifacts({
      files,
      resources,
      from: (sourceRef) => filesFrom({ sourceRef }, syncs, sources, resources),
      clusters,
      refusalOf: (generator) => running && refusalOf(generator, running),
    });
  }
}
