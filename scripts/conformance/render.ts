import { type BuildResult, buildRoot, unknownIn } from '../../src/kustomize/build/build-root.ts';
import type { Problem } from '../../src/kustomize/model/problem.ts';
import { behavioursOf } from '../../src/kustomize/releases/behaviours.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { treeView } from '../../src/tree/files/tree-view.ts';
import { memoFiles } from '../../src/tree/files/workspace.ts';
import { normalizePath } from '../../src/tree/objects/paths.ts';
import { Unprintable } from '../../src/yaml/node/unprintable.ts';
import { printYaml } from '../../src/yaml/print/print.ts';
import { type CaseEntry, caseTree } from './case-tree.ts';
import { wantedRelease } from './wanted-release.ts';

/** A build as far as it is compared: its documents as printed, or what is wrong. */
export interface Rendered {
  readonly documents: readonly string[];
  readonly problems: readonly Problem[];
}

/** The release of which cases have answers, unless `KUSTOMIZE_RELEASE` names another. */
export const RELEASE = wantedRelease() ?? '5.8.1';

const behaviours = behavioursOf(RELEASE);

/** Builds a directory of a case as a review does, which carries every base out once. */
export function render(entries: ReadonlyMap<string, CaseEntry>, target: string): Rendered {
  const tree = caseTree(entries);
  const files = memoFiles(plainFiles(tree, { symlinks: 'follow' }), treeView(tree, []));
  return printed(buildRoot(files, normalizePath(target) ?? target, { behaviours }));
}

function printed(built: BuildResult): Rendered {
  const problems = unknownIn(built);
  try {
    return { documents: built.resources.map((resource) => printYaml(resource.node)), problems };
  } catch (error) {
    if (!(error instanceof Unprintable)) throw error;
    return { documents: [], problems: [...problems, { code: 'invalid-object', message: error.message }] };
  }
}
