import type { RepoTree } from '../../tree/objects/repo-tree.ts';
import { SourceTable } from '../../tree/sources/source-table.ts';
import type { RenderTask } from './render-task.ts';

/** @returns what a task knows of elsewhere; `undefined` where nothing is fetched */
export function tableOf({ sources }: Pick<RenderTask, 'sources'>): SourceTable | undefined {
  return sources && new SourceTable(sources.resolutions);
}

/** @returns a tree with what it refers to elsewhere */
export function withSources(tree: RepoTree, sources: SourceTable | undefined): RepoTree {
  return sources === undefined ? tree : { ...tree, sources };
}
