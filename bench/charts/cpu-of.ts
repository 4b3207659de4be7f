import { spawnSync } from 'node:child_process';

/** POSIX: what the shell itself has used, and below that what its children have, user and system. */
const TIMES = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/;

/**
 * @param commands run one after the other; what they print, and whether they fail, is of no account
 * @returns the seconds of CPU that they take together, which a busy machine changes less than how long they run
 * @throws Error where there is no shell to run them
 */
export function cpuOf(commands: readonly (readonly string[])[]): number {
  const script = commands.map((words) => `${words.map(quoted).join(' ')} > /dev/null 2>&1`);
  const { stdout, error } = spawnSync('sh', { input: [...script, 'times', ''].join('\n'), encoding: 'utf8' });
  const [, ...numbers] = TIMES.exec(stdout ?? '') ?? [];
  const [userMinutes, user, systemMinutes, system] = numbers.map(Number);
  if (userMinutes === undefined || user === undefined || systemMinutes === undefined || system === undefined)
    throw new Error(`sh does not tell times: ${error?.message ?? stdout}`);
  return (userMinutes + systemMinutes) * 60 + user + system;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
