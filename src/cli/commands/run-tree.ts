import { treeText } from '../../report/cluster/tree-text.ts';
import type { TreeOptions } from '../open/tree-options.ts';
import type { Io } from '../process/io.ts';
import { withCluster } from './with-cluster.ts';

/** Draws what brings each object into a cluster. @returns 0, or 2 where some of it is not known */
export async function runTree(
  cluster: string,
  options: TreeOptions & { readonly roots?: boolean },
  io: Io,
): Promise<number> {
  const style = { colour: io.colour, isBrief: options.roots === true };
  return withCluster(cluster, options, io, (inventory) => treeText(inventory, style));
}
