import { Command, Option } from 'commander';
import type { FoundConfig } from '../../../config/find-config.ts';
import type { ConfigCheck } from '../../../fleet/find/check-config.ts';
import type { RulesAdvice } from '../../../github/rules/judge-rules.ts';
import type { RepoTree } from '../../../tree/objects/repo-tree.ts';
import type { ConfigText } from '../../open/load-config.ts';
import { usageError } from '../../process/cli-error.ts';
import type { Finish, Io } from '../../process/io.ts';
import type { RemoteRules } from '../../remote/read-remote-rules.ts';

interface Options {
  readonly repo: string;
  readonly rev?: string;
  readonly workTree?: boolean;
  readonly config?: string;
  readonly remote?: string;
  readonly branch?: string;
  readonly format: 'text' | 'json';
}

const more = `
Checks the file at HEAD: --rev takes that of another commit, --work-tree the one on disk. Nothing is contacted, except
with --remote: then GitHub is asked what the branch requires, with the token in GITHUB_TOKEN or GH_TOKEN, at GITHUB_API_URL if set.
Exit codes: 0 valid, 1 something in it matches nothing or the branch does not require the right checks, 2 invalid,
unreadable or not known, 64 wrong usage.
`;

/** `blast-radius config check`: how the configuration is understood. */
export function configCommand(io: Io, finish: Finish): Command {
  const check = new Command('check')
    .description('show how .github/blast-radius.yml is understood, and what in it matches nothing')
    .option('--repo <dir>', 'a clone or a bare mirror', '.')
    .option('--rev <revision>', 'the commit to look at (default: HEAD)')
    .option('--work-tree', 'use the files on disk, committed or not')
    .option('--config <file>', 'check this file instead, against the same repository')
    .option('--remote <owner/repo>', 'also show what a branch of this repository on GitHub requires')
    .option('--branch <branch>', 'the branch to ask about; by default the default branch')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .addHelpText('after', more)
    .action(async (options: Options) => {
      finish(await runConfigCheck(options, io));
    });
  return new Command('config').description('check the configuration').addCommand(check);
}

/**
 * Shows how a configuration is understood, and what a branch on GitHub requires if one is named.
 *
 * @returns 0; 1 where an entry of it matches nothing, or what the branch requires is wrong; 2 where either cannot be
 *   understood
 * @throws CliError
 */
async function runConfigCheck(options: Options, io: Io): Promise<number> {
  const { config, remote, branch, format } = options;
  if (branch !== undefined && remote === undefined)
    throw usageError('--branch is of a repository on GitHub; name it with --remote');
  const { configPath } = await import('../../../config/find-config.ts');
  const check = await checkFile(options, io);
  const judged = remote === undefined ? undefined : await judgeRemote(remote, branch, check);
  const file = config ?? configPath;
  if (format === 'json') io.out(`${JSON.stringify({ file, ...check, ...json(judged) }, undefined, 2)}\n`);
  else {
    const { configCheckText } = await import('../../../report/cluster/config-check-text.ts');
    const { remoteRulesText } = await import('../../remote/remote-rules-text.ts');
    io.out(configCheckText(check, file, io));
    if (judged) io.out(`\n${remoteRulesText(judged.remote, judged.advice, io)}`);
  }
  if (check.config === undefined || judged?.remote.rules.kind === 'not known') return 2;
  const isWrong = judged?.advice.some(({ severity }) => severity === 'error') ?? false;
  return isWrong || check.unmatched.length > 0 ? 1 : 0;
}

async function checkFile({ repo, rev, workTree: onDisk, config }: Options, io: Io): Promise<ConfigCheck> {
  const { findConfig } = await import('../../../config/find-config.ts');
  const { checkConfig } = await import('../../../fleet/find/check-config.ts');
  const { RULE_IDS } = await import('../../../policy/judge/rules.ts');
  const { configOfFile } = await import('../../open/load-config.ts');
  const { withRepository } = await import('../../open/open-repository.ts');
  const { plainFiles } = await import('../../../tree/files/plain-files.ts');
  const { drive } = await import('../../../tree/objects/drive.ts');
  return withRepository(repo, async ({ workTree, revision, fetch }) => {
    const { tree } = onDisk === true ? await workTree() : await revision(rev ?? 'HEAD');
    const files = plainFiles(tree, { symlinks: 'absent' });
    const given = config === undefined ? undefined : foundConfig(configOfFile(config));
    // Who has just written one, and is told of the one before, would take it for that.
    if (onDisk !== true && rev === undefined && given === undefined) {
      const disk = await workTree().catch(() => undefined);
      const textAt = (of: RepoTree) => drive(fetch, () => textOf(findConfig(plainFiles(of, { symlinks: 'absent' }))));
      const isOther = disk !== undefined && (await textAt(disk.tree)) !== (await textAt(tree));
      if (isOther) io.err('blast-radius: the file on disk is another one than at HEAD; --work-tree checks it\n');
    }
    return drive(fetch, () => checkConfig(files, given ?? findConfig(files), RULE_IDS));
  });
}

interface JudgedRemote {
  readonly remote: RemoteRules;
  readonly advice: readonly RulesAdvice[];
}

async function judgeRemote(name: string, branch: string | undefined, check: ConfigCheck): Promise<JudgedRemote> {
  const { readRemoteRules } = await import('../../remote/read-remote-rules.ts');
  const { judgeRules } = await import('../../../github/rules/judge-rules.ts');
  const remote = await readRemoteRules(name, branch, process.env);
  if (remote.rules.kind === 'not known') return { remote, advice: [] };
  const all = check.clusters.map((cluster) => cluster.name);
  const clusters = check.config?.checks.perCluster === false ? [] : all;
  const judged = { base: remote.branch, appId: undefined, clusters: check.config && clusters };
  return { remote, advice: judgeRules(remote.rules, judged) };
}

function json(judged: JudgedRemote | undefined): object {
  return judged === undefined ? {} : { remote: { ...judged.remote, advice: judged.advice } };
}

function textOf(found: FoundConfig): string | undefined {
  return found.kind === 'found' ? found.source.text : undefined;
}

function foundConfig({ source }: ConfigText): FoundConfig {
  return source === undefined ? { kind: 'absent' } : { kind: 'found', source };
}
