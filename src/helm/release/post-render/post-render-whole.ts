import { unwrapList } from '../../../kustomize/model/resources.ts';
import { Mapping } from '../../../yaml/node/node.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import { explained } from '../../chart/helm-error.ts';
import type { HelmVersion } from '../../chart/helm-version.ts';
import { type Manifest, type SortedManifests, sortManifests } from '../../render/sort-manifests.ts';
import { asResources } from './as-resources.ts';
import { printed } from './print-documents.ts';
import { parseManifest } from './read-objects.ts';

/** Changes objects as a whole. @throws HelmError */
export type PostRender = (objects: readonly Mapping[]) => readonly Mapping[];

/**
 * Has a release changed as Helm 3 does: hooks stay as they are, and all else goes through as one text, in the order of its
 * installation. Nothing in it notes which template wrote an object: that is told by what the object is.
 *
 * @param files what each template wrote, by its path
 * @throws HelmError in Helm's words
 * @see helm v3 pkg/action/action.go renderResources
 */
export function postRenderWhole(
  files: ReadonlyMap<string, string>,
  render: PostRender,
  helm: HelmVersion,
): SortedManifests {
  const { hooks, manifests } = sortManifests(files, 'trims-all', helm);
  const { written, changed } = explained('error while running post render on files', () => {
    const read = manifests.flatMap(({ path, content }) => objectsIn(path, content()).map((node) => ({ path, node })));
    return { written: read, changed: render(read.map(({ node }) => node)) };
  });
  const paths = new Map(
    written.flatMap(({ path, node }) => unwrapList(node).map((object) => [idOf(object), path] as const)),
  );
  return { hooks, manifests: changed.map((object) => manifestOf(object, paths.get(idOf(object)) ?? '')) };
}

function objectsIn(path: string, content: string): readonly Mapping[] {
  return parseManifest(path, `${content}\n`).filter((node) => node instanceof Mapping);
}

function idOf(object: unknown): string {
  if (!(object instanceof Mapping)) return '';
  const [resource] = asResources([object]);
  return resource?.id ?? '';
}

function manifestOf(object: Mapping, path: string): Manifest {
  const content = printed(object);
  return { path, content, node: object, kind: textAt(object, 'kind'), name: textAt(object, 'metadata', 'name') };
}
