import { Command, Option } from 'commander';
import { visibleText } from '../../../text/visible-text.ts';
import type { FetchOptions } from '../../elsewhere/fetch-options.ts';
import { withFetchOptions } from '../../elsewhere/fetch-options.ts';
import { usageError } from '../../process/cli-error.ts';
import type { Finish, Io } from '../../process/io.ts';
import { type RepositoryName, repositoryName } from '../../remote/ask-github.ts';
import { type DiffOptions, runDiff } from './diff.ts';

interface Options extends FetchOptions {
  readonly format: DiffOptions['format'];
}

const more = `
Examples:
  blast-radius try acme/fleet       the newest open pull request
  blast-radius try acme/fleet 7     pull request 7
  blast-radius try https://github.com/acme/fleet/pull/7 --format html > review.html

A public repository needs no account. GITHUB_TOKEN or GH_TOKEN, where one is set, reads a private one; GITHUB_API_URL
names an Enterprise Server. What is fetched is kept in the cache folder; nothing is checked out, and nothing is written
to GitHub.
`;

/** `blast-radius try`: the review of a pull request on GitHub, by nothing but its name. */
export function tryCommand(io: Io, finish: Finish): Command {
  return withFetchOptions(new Command('try'))
    .description('review a pull request on GitHub, without a clone or an account')
    .argument('<repository>', '`owner/repo`, or the address of a pull request')
    .argument('[pull]', 'the number of a pull request (default: the newest that is open)')
    .addOption(
      new Option('--format <format>', 'output format').choices(['text', 'markdown', 'html', 'json']).default('text'),
    )
    .addHelpText('after', more)
    .action(async (repository: string, pull: string | undefined, options: Options) => {
      const [name, number] = named(repository, pull);
      const { keptReviews } = await import('../../kept/kept-reviews.ts');
      const { fetchPull } = await import('../../remote/fetch-pull.ts');
      const { directory, base, head, baseBranch, title, ...found } = await fetchPull(name, number, process.env, io);
      io.note(`#${found.number} ${visibleText(title)}\n`);
      finish(await runDiff(base, head, { ...options, repo: directory, merge: true, baseBranch }, io, keptReviews()));
    });
}

/** @throws CliError where it is neither a name nor an address */
function named(repository: string, pull: string | undefined): readonly [RepositoryName, number | undefined] {
  const [, inAddress, numberInAddress] =
    /^https?:\/\/[^/]+\/([^/]+\/[^/]+)(?:\/pull\/(\d+))?(?:[/?#].*)?$/.exec(repository) ?? [];
  const name = repositoryName((inAddress ?? repository).replace(/\.git$/, ''));
  if (name === undefined) throw usageError(`${repository} is not a repository on GitHub; name it like acme/fleet`);
  const number = pull ?? numberInAddress;
  if (number !== undefined && !/^[1-9]\d{0,9}$/.test(number))
    throw usageError(`${number} is not the number of a pull request`);
  return [name, number === undefined ? undefined : Number(number)];
}
