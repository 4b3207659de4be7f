import { randomBytes } from 'node:crypto';
import { validationText } from '../../report/cluster/validation-text.ts';
import { toJson } from '../../report/json/to-json.ts';
import { exitCode } from '../../report/model/exit-code.ts';
import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import type { Review } from '../../review/contract/review.ts';
import { review } from '../../review.ts';
import { nearest } from '../../text/nearest.ts';
import { drive } from '../../tree/objects/drive.ts';
import { emptyTree } from '../../tree/objects/empty-tree.ts';
import { configOfFile, configOfTree, loadConfig } from '../open/load-config.ts';
import { openRepository } from '../open/open-repository.ts';
import { usageError } from '../process/cli-error.ts';
import type { Io } from '../process/io.ts';
import type { ValidateOptions } from './validate-options.ts';

/**
 * Validates clusters as they are: a review of everything against nothing, so that what stands is what it finds.
 *
 * @returns the review's exit code
 */
export async function runValidate(cluster: string | undefined, options: ValidateOptions, io: Io): Promise<number> {
  const repository = await openRepository(options.repo);
  try {
    io.progress('looking at the files …');
    const { tree, commit } =
      options.rev === undefined ? await repository.workTree() : await repository.revision(options.rev);
    const config = await loadConfig(async () =>
      options.config === undefined
        ? await drive(repository.fetch, () => configOfTree(tree))
        : configOfFile(options.config),
    );
    io.progress('rendering …');
    const merge = { status: 'as-given', conflicts: [] } as const;
    const sides = { before: emptyTree(tree), after: tree, base: '', head: commit, merge };
    // Nothing that leaves this process needs to be compared with another run's: a key for this one is enough.
    const request = { ...sides, config, key: randomBytes(32) };
    const found = await drive(repository.fetch, () => review(request));
    const asked = cluster === undefined ? found : only(found, cluster);
    io.out(options.format === 'json' ? toJson(standing(asked)) : validationText(standing(asked), io));
    return exitCode(asked);
  } finally {
    await repository.close();
  }
}

/** @throws CliError where no cluster is called so */
function only(found: Review, name: string): Review {
  const cluster = Object.hasOwn(found.clusters, name) ? found.clusters[name] : undefined;
  if (cluster === undefined) {
    const near = nearest(name, found.order);
    const remedy = near === undefined ? `the clusters are ${found.order.join(', ')}` : `did you mean ${near}?`;
    throw usageError(`no cluster is called ${name}; ${remedy}`);
  }
  const findings = found.findings.filter((finding) => finding.cluster === undefined || finding.cluster === name);
  return { ...found, order: [name], clusters: { [name]: cluster }, findings };
}

/** That every object is gained says nothing: only what is wrong with them is of interest. */
function standing(found: Review): Review {
  const clusters = Object.fromEntries(
    Object.entries(found.clusters).map(([name, cluster]) => [name, { ...cluster, ...noChanges() }]),
  );
  return { ...found, clusters, files: [] };
}

function noChanges(): Pick<ClusterReview, 'gained' | 'lost' | 'changed' | 'moved' | 'affected'> {
  return { gained: [], lost: [], changed: [], moved: [], affected: [] };
}
