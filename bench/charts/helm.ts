import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RELEASE = '4.2.4';
/** With which that release is built. */
const TOOLCHAIN = 'go1.26.8';

/**
 * The real Helm, built where it is not here yet: that takes minutes, once.
 *
 * @returns its path; `undefined` where there is no Go to build it with
 * @throws Error where it does not build
 */
export function realHelm(): string | undefined {
  const folder = join(tmpdir(), `helm-${RELEASE}`);
  const helm = join(folder, 'helm');
  if (existsSync(helm)) return helm;
  if (spawnSync('go', ['version']).status !== 0) return undefined;
  const { status } = spawnSync('go', ['install', `helm.sh/helm/v4/cmd/helm@v${RELEASE}`], {
    env: { ...process.env, GOBIN: folder, GOTOOLCHAIN: TOOLCHAIN },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`Helm ${RELEASE} does not build`);
  return helm;
}

/**
 * Helm's engine in a process that renders one chart again and again, built as above.
 *
 * @returns its path
 * @throws Error where it does not build
 */
export function helmEngine(): string {
  const program = join(tmpdir(), `helm-engine-${RELEASE}`);
  const { status } = spawnSync('go', ['build', '-o', program, './again'], {
    cwd: join('scripts', 'helm', 'oracle', 'go', 'helm4'),
    env: { ...process.env, GOTOOLCHAIN: TOOLCHAIN },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('scripts/helm/oracle/go/helm4/again does not build');
  return program;
}
