import { buildRoot, unknownIn } from '../../../kustomize/build/build-root.ts';
import { readKustomization } from '../../../kustomize/kustomization/load-kustomization.ts';
import { behavioursOf } from '../../../kustomize/releases/behaviours.ts';
import type { Release } from '../../../kustomize/releases/releases.ts';
import { Memory } from '../../../memo/memory.ts';
import { oneFile } from '../../../tree/files/one-file.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import { printYamlDocuments } from '../../../yaml/print/print.ts';
import { HelmError } from '../../chart/helm-error.ts';
import { inKustomize } from './as-resources.ts';

/** What a HelmRelease has kustomize do: entries of `patches:` and `images:`. */
export interface KustomizeRenderer {
  readonly patches: readonly Node[];
  readonly images: readonly Node[];
}

const FILE = 'helm-output.yaml';

/**
 * Has kustomize build a kustomization whose only resource are the objects.
 *
 * @returns the objects, which stand nowhere: they were printed and read again
 * @throws HelmError where the build fails
 * @see fluxcd/helm-controller internal/postrender/kustomize.go
 */
export function kustomizeObjects(
  objects: readonly Mapping[],
  { patches, images }: KustomizeRenderer,
  release: Release,
): readonly Mapping[] {
  const kustomization = new Mapping([
    ['resources', new Sequence([new Scalar(FILE, 'str', 'double')])],
    ['patches', new Sequence(patches)],
    ['images', new Sequence(images)],
    // helm-controller leaves kustomize's option for the order empty, which is not the one that sorts.
    ['sortOptions', new Mapping([['order', new Scalar('fifo')]])],
  ]);
  const text = inKustomize(() => printYamlDocuments(objects));
  const built = buildRoot(oneFile(FILE, text, new Memory()), '', {
    behaviours: behavioursOf(release),
    load: (_, directory) =>
      readKustomization(kustomization, { path: 'kustomization.yaml', directory, onUnknownField: () => undefined }),
  });
  const [problem] = unknownIn(built);
  if (problem !== undefined) throw new HelmError(problem.message);
  return built.resources.map(({ node }) => node);
}
