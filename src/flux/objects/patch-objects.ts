import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { buildRoot, unknownIn } from '../../kustomize/build/build-root.ts';
import { readKustomization, refuseUnknownField } from '../../kustomize/kustomization/load-kustomization.ts';
import type { Memory } from '../../memo/memory.ts';
import type { Files } from '../../tree/files/files.ts';
import { computed } from '../../tree/files/recording-files.ts';
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
  const built = buildRoot(oneFile(printYamlDocuments(objects), memory), '', {
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

function oneFile(text: string, memory: Memory): Files {
  const bytes = Buffer.from(text);
  const id = createHash('sha256').update(bytes).digest('hex');
  const entries = new Map([[FILE, { kind: 'file' as const, id }]]);
  const files: Files = {
    find: (path) => {
      if (path === '') return { kind: 'directory', path, id: `directory of ${id}` };
      return path === FILE ? { kind: 'file', path, id } : { kind: 'absent', path, why: 'not-found' };
    },
    list: () => entries,
    peek: () => entries,
    read: () => ({ kind: 'bytes', bytes }),
    keeps: false,
    memory,
    once: (_kind, _key, compute) => computed(files, compute),
  };
  return files;
}
