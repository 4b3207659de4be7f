import type { TreeView } from '../../memo/tree-change.ts';
import type { Files } from './files.ts';
import { KnownNeeds } from './known-needs.ts';
import { recordingFiles } from './recording-files.ts';

/**
 * Files that keep results by what they read, and give them again. They serve one attempt: what it finds missing once
 * stays so.
 *
 * @param files those of the tree that is viewed
 */
export function memoFiles(files: Files, view: TreeView): Files {
  const { memory } = files;
  const missing = new KnownNeeds();
  const self: Files = {
    ...files,
    keeps: true,
    once: (kind, key, compute) => {
      const known = kind.find(memory, key, view);
      if (known !== undefined) return known;
      const recorded = recordingFiles(self);
      const computed = recorded.computed(missing.try(kind, key, () => compute(recorded.files)));
      kind.keep(memory, key, view, computed);
      memory.countComputed(kind.weigh(computed.value));
      return computed;
    },
  };
  return self;
}
