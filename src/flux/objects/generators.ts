import type { Resource } from '../../kustomize/model/resource.ts';
import { searchFor } from '../../kustomize/model/search-for.ts';
import type { ReadSet } from '../../memo/by-reads.ts';
import type { Files } from '../../tree/files/files.ts';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import { clampPath, type SourceRef } from './flux-kustomization.ts';
import type { Unfetched } from './source-elsewhere.ts';

/** An object of which a controller makes others in the cluster: what these are is not known here. */
export interface Generator {
  readonly resource: Resource;
  /** What of this repository it takes: directories and files, by path. */
  readonly inputs: ReadSet;
  /** Why that is so, where that can be said: the end of a sentence. */
  readonly why?: string;
  /** What to do about that, where it is something of its own. */
  readonly fix?: string;
  /** Other objects of the cluster that decide what it makes. */
  readonly decidedBy?: readonly Resource[];
  /** Why it makes nothing new; absent where that is not so. */
  readonly fails?: Unfetched;
}

/** Kinds that make objects, by group. */
const KINDS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['source.extensions.fluxcd.io', new Set(['ArtifactGenerator'])],
  ['fluxcd.controlplane.io', new Set(['ResourceSet'])],
]);

/** Gives what a path in a source's artifact is in this repository; `undefined` where the source is another's. */
export type PathIn = (source: SourceRef, path: string) => string | undefined;

/** @returns the objects in lists of which controllers make others */
export const makersIn = searchFor(({ gvk }) => KINDS.get(gvk.group)?.has(gvk.kind) === true);

/**
 * @param makers as {@link makersIn} finds them
 * @throws Needs where an object has not been fetched yet
 */
export function generatorsOf(makers: readonly Resource[], files: Files, pathIn: PathIn): readonly Generator[] {
  return makers.map((resource) => ({ resource, inputs: inputsOf(resource, files, pathIn) }));
}

/** Of an ArtifactGenerator that copies from this repository, what it copies. */
function inputsOf(resource: Resource, files: Files, pathIn: PathIn): ReadSet {
  const sources = new Map(
    itemsAt(resource.node, 'spec', 'sources').map((source) => [textAt(source, 'alias'), sourceRefOf(source, resource)]),
  );
  const inputs = new Map<string, ObjectId | 'absent'>();
  for (const artifact of itemsAt(resource.node, 'spec', 'artifacts')) {
    for (const copy of itemsAt(artifact, 'copy')) {
      const [, alias = '', pattern = ''] = /^@([^/]+)\/?(.*)$/.exec(textAt(copy, 'from')) ?? [];
      const source = sources.get(alias);
      const path = source === undefined ? undefined : pathIn(source, clampPath(fixedPart(pattern)));
      if (path === undefined) continue;
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
