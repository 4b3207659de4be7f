import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { buildRoot } from '../../kustomize/build/build-root.ts';
import { readKustomization, refuseUnknownField } from '../../kustomize/kustomization/load-kustomization.ts';
import type { Memory } from '../../memo/memory.ts';
import type { Files } from '../../tree/files/files.ts';
import { computed } from '../../tree/files/recording-files.ts';
import { Mapping, type Node, type Place, Scalar, Sequence } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import { printYamlDocuments } from '../../yaml/print/print.ts';
import type { InstanceSync } from './flux-instance.ts';

const FILE = 'sync.yaml';

/**
 * Applies the patches of an instance to the source and the FluxKustomization that flux-operator makes of it. Patches of
 * the controllers find nothing here, and are left out.
 *
 * @see controlplaneio-fluxcd/flux-operator internal/builder Build
 */
export function patchInstanceSync(made: InstanceSync, memory: Memory): InstanceSync {
  let { source, kustomization } = made;
  for (const patch of made.patches.filter(isAboutSync)) {
    const text = printYamlDocuments([source, kustomization]);
    const { resources, problems } = buildRoot(oneFile(text, memory), '', {
      load: (_, directory) => {
        const list = new Sequence([new Scalar(FILE, 'str', 'double')]);
        const patches = new Sequence([patch]);
        return readKustomization(new Mapping(Object.entries({ resources: list, patches })), {
          path: FILE,
          directory,
          onUnknownField: refuseUnknownField,
        });
      },
    });
    if (problems.length > 0) continue;
    for (const { kind, node } of resources) {
      const placed = placedAt(node, made.kustomization.place);
      if (kind === 'Kustomization') kustomization = placed;
      else source = placed;
    }
  }
  return { ...made, source, kustomization };
}

function isAboutSync(patch: Node): boolean {
  return /Kustomization|GitRepository|OCIRepository|Bucket/.test(
    textAt(patch, 'target', 'kind') || textAt(patch, 'patch'),
  );
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

/** What was printed and read again is written where the instance is. */
function placedAt(node: Mapping, place: Place | undefined): Mapping {
  const placed = (each: Node): Node => {
    if (each instanceof Mapping) return placedAt(each, place);
    if (each instanceof Sequence) return new Sequence(each.items.map(placed), place);
    return each.with({ place });
  };
  return new Mapping(
    [...node.entries].map(([key, value]) => [key, placed(value)] as const),
    place,
  );
}
