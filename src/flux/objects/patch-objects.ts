import { buildRoot, unknownIn } from '../../kustomize/build/build-root.ts';
import { readKustomization, refuseUnknownField } from '../../kustomize/kustomization/load-kustomization.ts';
import type { Memory } from '../../memo/memory.ts';
import { oneFile } from '../../tree/files/one-file.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { printYamlDocuments } from '../../yaml/print/print.ts';

const FILE = 'objects.yaml';

/**
 * Applies patches to objects that no file holds, as a kustomization with them would.
 *
 * @returns the objects, without places; `undefined` where a patch does not apply
 */
export function patchObjects(
  objects: readonly Mapping[],
  patches: readonly Node[],
  memory: Memory,
): readonly Mapping[] | undefined {
  const built = buildRoot(oneFile(FILE, printYamlDocuments(objects), memory), '', {
    load: (_, directory) => {
      const list = new Sequence([new Scalar(FILE, 'str', 'double')]);
      return readKustomization(new Mapping(Object.entries({ resources: list, patches: new Sequence([...patches]) })), {
        path: FILE,
        directory,
        onUnknownField: refuseUnknownField,
      });
    },
  });
  return unknownIn(built).length > 0 ? undefined : built.resources.map(({ node }) => node);
}
