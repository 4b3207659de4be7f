import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RELEASE = '0.6.5';
/** With which that release is built. */
const TOOLCHAIN = 'go1.27.3';

/**
 * flate, a renderer of Flux repositories, as a program: built where it is not here yet, which takes minutes, once.
 *
 * @returns its path; `undefined` where there is no Go, or nothing to build it of
 */
export function flate(): string | undefined {
  const folder = join(tmpdir(), `flate-${RELEASE}`);
  const program = join(folder, 'flate');
  if (existsSync(program)) return program;
  const { status } = spawnSync('go', ['install', `github.com/home-operations/flate/cmd/flate@v${RELEASE}`], {
    env: { ...process.env, GOBIN: folder, GOTOOLCHAIN: TOOLCHAIN },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return status === 0 ? program : undefined;
}
