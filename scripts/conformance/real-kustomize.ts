import { spawnSync } from 'node:child_process';
import type { Release } from '../../src/kustomize/releases/releases.ts';

/** How the real kustomize is started; a directory follows. */
interface RealKustomize {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * Finds a release of the real kustomize: the program that `KUSTOMIZE` names, `kustomize`, or the one in `kubectl`.
 *
 * @throws Error where none of them is of that release: its answers would be those of another
 */
export function realKustomize(release: Release): RealKustomize {
  const named = process.env.KUSTOMIZE;
  const candidates = [
    { command: named ?? 'kustomize', args: ['build'], version: ['version'] },
    { command: 'kubectl', args: ['kustomize'], version: ['version', '--client'] },
  ];
  const found = candidates.map(({ command, version }) => versionOf(command, version));
  const at = found.indexOf(release);
  const candidate = candidates[at];
  if (candidate !== undefined) return candidate;
  const there = found.filter((text) => text !== undefined).join(' and ') || 'none';
  throw new Error(`kustomize ${release} is not here, but ${there}: install it, or set KUSTOMIZE or KUSTOMIZE_RELEASE`);
}

/** A program that was installed with Go may not know its own version, but Go does. */
function versionOf(command: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const said = /(?:Kustomize Version: )?v(\d+\.\d+\.\d+)\s*$/m.exec(stdout.replace(/^Client Version.*$/m, ''))?.[1];
  return said ?? moduleVersion(command);
}

function moduleVersion(command: string): string | undefined {
  const path = spawnSync('sh', ['-c', 'command -v "$0"', command], { encoding: 'utf8' }).stdout.trim();
  const { stdout } = spawnSync('go', ['version', '-m', path], { encoding: 'utf8' });
  return /^\s*mod\s+sigs\.k8s\.io\/kustomize\/kustomize\/v5\s+v(\S+)/m.exec(stdout ?? '')?.[1];
}
