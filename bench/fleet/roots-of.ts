import { defaultConfig } from '../../src/config/default-config.ts';
import { renderFleet } from '../../src/fleet/render/render-fleet.ts';
import { generateKustomization } from '../../src/flux/kustomization/root-kustomization.ts';
import { GitRepository } from '../../src/git/repository/git-repository.ts';
import { findKustomizationFiles } from '../../src/kustomize/kustomization/load-kustomization.ts';
import { Loader } from '../../src/kustomize/read/loader.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { drive } from '../../src/tree/objects/drive.ts';
import { printYamlDocuments } from '../../src/yaml/print/print.ts';
import { tipOf } from './tip-of.ts';

/** A directory that a cluster builds. */
export interface FleetRoot {
  readonly directory: string;
  /** The kustomization that Flux makes for it, where it has none of its own. */
  readonly generated: string | undefined;
}

/** @returns the directories that the clusters of a repository's `main` build, each once */
export async function rootsOf(path: string): Promise<readonly FleetRoot[]> {
  const repository = new GitRepository(path, 'sha1');
  try {
    const { objects, fetch } = repository.session();
    const files = plainFiles({ id: await repository.treeOf(tipOf(path, 'main')), objects }, { symlinks: 'absent' });
    const loader = new Loader(files);
    return await drive(fetch, () => {
      const fleet = renderFleet({ before: files, after: files }, defaultConfig);
      const roots = fleet.flatMap(({ after }) => after?.roots ?? []);
      const directories = [...new Set(roots.map(({ directory }) => directory))];
      return directories.map((directory) => ({ directory, generated: generatedFor(loader, directory) }));
    });
  } finally {
    await repository.close();
  }
}

function generatedFor(loader: Loader, directory: string): string | undefined {
  if (loader.files.find(directory).kind !== 'directory' || findKustomizationFiles(loader, directory).length > 0) {
    return undefined;
  }
  return printYamlDocuments([generateKustomization(loader, directory)]);
}
