import type { Resource } from '../../kustomize/model/resource.ts';
import type { ReadSet } from '../../memo/by-reads.ts';
import type { Files } from '../../tree/files/files.ts';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import { clampPath, type SourceRef } from './flux-kustomization.ts';

/** An object of which a controller makes others in the cluster: what these are is not known here. */
export interface Generator {
  readonly resource: Resource;
  /** What of this repository it takes: directories and files, by path. */
  readonly inputs: ReadSet;
}

/** Kinds that make objects, by group. */
const KINDS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['source.extensions.fluxcd.io', new Set(['ArtifactGenerator'])],
  ['fluxcd.controlplane.io', new Set(['ResourceSet', 'ResourceSetInputProvider'])],
]);

/**
 * @param isHere whether a source stands for this repository
 * @throws Needs where an object has not been fetched yet
 */
export function generatorsIn(
  resources: readonly Resource[],
  files: Files,
  isHere: (source: SourceRef) => boolean,
): readonly Generator[] {
  const generators = resources.filter(({ gvk }) => KINDS.get(gvk.group)?.has(gvk.kind) === true);
  return generators.map((resource) => ({ resource, inputs: inputsOf(resource, files, isHere) }));
}

/** Of an ArtifactGenerator that copies from this repository, what it copies. */
function inputsOf(resource: Resource, files: Files, isHere: (source: SourceRef) => boolean): ReadSet {
  const own = new Set(
    itemsAt(resource.node, 'spec', 'sources')
      .filter((source) => isHere(sourceRefOf(source, resource)))
      .map((source) => textAt(source, 'alias')),
  );
  const inputs = new Map<string, ObjectId | 'absent'>();
  for (const artifact of itemsAt(resource.node, 'spec', 'artifacts')) {
    for (const copy of itemsAt(artifact, 'copy')) {
      const [, alias = '', pattern = ''] = /^@([^/]+)\/?(.*)$/.exec(textAt(copy, 'from')) ?? [];
      if (!own.has(alias)) continue;
      const path = clampPath(fixedPart(pattern));
      const found = files.find(path);
      // The id stands for all that is in the directory; who records what is read hears of it when it is listed.
      if (found.kind === 'directory') files.list(found);
      inputs.set(path, found.kind === 'file' || found.kind === 'directory' ? found.id : 'absent');
    }
  }
  return inputs;
}

function sourceRefOf(source: Parameters<typeof textAt>[0], { namespace }: Resource): SourceRef {
  const home = textAt(source, 'namespace') || namespace || 'default';
  return { kind: textAt(source, 'kind'), namespace: home, name: textAt(source, 'name') };
}

/** The directory that a glob cannot leave. */
function fixedPart(pattern: string): string {
  const segments = pattern.split('/');
  const glob = segments.findIndex((segment) => /[*?[{\\]/.test(segment));
  return (glob < 0 ? segments : segments.slice(0, glob)).join('/');
}
