import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { gitEnvironment, safeConfig } from './git-environment.ts';

/** One call of git. */
export interface GitCall {
  /** Absolute path of the git directory; git is started inside it, so that no file beside a work tree is looked at. */
  readonly gitDirectory: string;
  /** The subcommand and its arguments. Whatever comes from outside stands behind `--end-of-options` or was checked. */
  readonly args: readonly string[];
  /** Absolute path, for the few commands that look at one. */
  readonly workTree?: string;
  /** The transports that may be used: `https`, `http`, `file`. None by default. */
  readonly protocols?: readonly string[];
  /** Variables of this call. Secrets go here: arguments can be read by every user of a machine. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * The one place that starts git: without the system's and the user's configuration, hooks, monitors, helpers, prompts,
 * pagers, replaced objects, lazy fetches, pathspec magic, or a transport that was not asked for.
 *
 * A repository's own configuration can be hostile as well; `safeConfig` takes away what could start a program in the
 * commands that read it, and everything but looking up revisions runs in a git directory of our own, which has no such
 * configuration (`scratchDirectory`).
 */
export function startGit(call: GitCall): ChildProcessWithoutNullStreams {
  const where = [
    '--git-dir',
    call.gitDirectory,
    ...(call.workTree === undefined ? [] : ['--work-tree', call.workTree]),
  ];
  const manners = ['--no-pager', '--no-replace-objects', '--no-optional-locks', '--literal-pathspecs'];
  const config = safeConfig.flatMap((setting) => ['-c', setting]);
  return spawn('git', [...where, ...manners, ...config, ...call.args], {
    cwd: call.gitDirectory,
    env: gitEnvironment(call.protocols ?? [], call.environment ?? {}),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
}
