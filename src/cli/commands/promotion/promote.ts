import { Command, Option } from 'commander';
import type { EditOptions } from '../../open/edit-work-tree.ts';
import { noCluster, usageError } from '../../process/cli-error.ts';
import type { Finish, Io } from '../../process/io.ts';

interface Options extends EditOptions {
  readonly from?: string;
  readonly overlay?: boolean;
  readonly toBaseline?: boolean;
  readonly withPrerequisites?: boolean;
  readonly version?: boolean;
}

const examples = `
Examples:
  blast-radius promote                           list what could be promoted where
  blast-radius promote foo-app prod              edit the work tree so that prod runs foo-app too
  blast-radius promote foo-app prod --dry-run    print the edit as a patch for git apply
  blast-radius promote namespace/foo prod        give the namespace its own set
  blast-radius promote foo-app prod --version    run the images and charts that the cluster before it runs
  blast-radius promote foo-app --to-baseline     move it into the set that every cluster imports
`;

/** `blast-radius promote`: a cluster starts to run what another runs. */
export function promoteCommand(io: Io, finish: Finish): Command {
  return new Command('promote')
    .description('make a cluster run what another cluster already runs')
    .argument(
      '[unit]',
      'a unit (foo-app), an object (namespace/foo) or a path; without it, lists what each cluster lacks',
    )
    .argument('[cluster...]', 'one or more clusters, or all')
    .option('--from <cluster>', 'take it from this cluster instead of the nearest earlier one')
    .option('--overlay', 'create an overlay for the cluster')
    .option('--to-baseline', 'move it into the set that every cluster imports')
    .option('--with-prerequisites', 'also add what it needs there, where that is certain')
    .option('--version', 'give what runs there already the version of the other cluster')
    .option('--dry-run', 'print a patch and change nothing')
    .option('--repo <dir>', 'a clone', '.')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .option('--config <file>', 'use instead of .github/blast-radius.yml in the work tree')
    .addHelpText('after', examples)
    .action(async (unit: string | undefined, clusters: readonly string[], options: Options) => {
      if (unit === undefined) return finish(await listOffers(options, io));
      const { from, overlay, toBaseline, withPrerequisites, version } = options;
      if (clusters.length === 0 && toBaseline !== true) throw usageError('name one or more clusters, or all');
      const { editWorkTree } = await import('../../open/edit-work-tree.ts');
      const request = { asked: unit, clusters, from, overlay, toBaseline, withPrerequisites, version };
      finish(await editWorkTree({ kind: 'promote', request }, options, io));
    });
}

/** Prints what each cluster lacks that another one runs. */
async function listOffers(options: Options, io: Io): Promise<number> {
  const { ask } = await import('../../open/ask.ts');
  const { offersText } = await import('../../../report/offers/offers-text.ts');
  const offers = await ask({ kind: 'offers' }, options, io);
  if (offers.length === 0) throw noCluster();
  io.out(options.format === 'json' ? `${JSON.stringify(offers, undefined, 2)}\n` : offersText(offers));
  return 0;
}
