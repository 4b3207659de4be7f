import { renderClusters } from '../../fleet/render/render-clusters.ts';
import { filesOf } from '../../fleet/render/snapshot.ts';
import { type Inventory, unknownOf } from '../../flux/roots/inventory.ts';
import { SecretValues } from '../../review/secrets/secret-values.ts';
import { withoutSecrets } from '../../review/secrets/without-secrets.ts';
import { asWritten } from '../../review/unknown/unknown-names.ts';
import { emptyWorkspace } from '../../tree/files/workspace.ts';
import { runOver } from '../elsewhere/run-over.ts';
import { noCluster } from '../process/cli-error.ts';
import type { Io } from '../process/io.ts';
import { sayPartlyRendered } from './say-partly-rendered.ts';
import type { TreeOptions } from './tree-options.ts';
import { unknownCluster } from './unknown-cluster.ts';
import { withTree } from './with-tree.ts';

/**
 * Prints something of one cluster, and its unresolved problems.
 *
 * @param name as `where` has it
 * @returns 0, or 2 where a root of it could not be rendered
 * @throws CliError where there is no such cluster
 */
export async function printCluster(
  name: string,
  options: TreeOptions,
  io: Io,
  text: (inventory: Inventory) => string,
): Promise<number> {
  return withTree(options, async ({ tree, config, reader }) => {
    const workspace = emptyWorkspace();
    const fleet = await runOver(reader, io, options, (whole) =>
      renderClusters(filesOf({ tree: whole(tree), config, workspace }), config),
    );
    if (fleet.length === 0) throw noCluster();
    const found = fleet.find(({ cluster }) => cluster.name === name);
    if (found === undefined)
      throw unknownCluster(
        name,
        fleet.map(({ cluster }) => cluster.name),
      );
    io.out(text(found.inventory));
    const secrets = new SecretValues([found.inventory]);
    const problems = asWritten(found.inventory.roots.flatMap(unknownOf), [found.inventory]);
    return sayPartlyRendered([{ name, problems: problems.map((each) => withoutSecrets(each, secrets)) }], io);
  });
}
