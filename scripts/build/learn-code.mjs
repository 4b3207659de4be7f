import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('../..', import.meta.url));
const ARTICLE = join(home, 'test', 'fixtures', 'fleets', 'article');
const CHART = join(home, 'deploy', 'chart');

/**
 * Has V8 compile what the most used commands take, by running them: each keeps that beside the program. Without a fleet to
 * review, or git to read it, that is left to whoever runs them first.
 *
 * @param main the built program
 */
export function learnCode(main) {
  if (!existsSync(ARTICLE) || !existsSync(CHART)) return;
  const folder = mkdtempSync(join(tmpdir(), 'blast-radius-build-'));
  const fleet = join(folder, 'fleet');
  const git = (...args) => {
    const who = ['-c', 'user.name=build', '-c', 'user.email=build@example.com', '-c', 'core.hooksPath='];
    execFileSync('git', [...who, ...args], { cwd: fleet, stdio: 'pipe' });
  };
  // What a command says of the fleet is no fault of the build.
  const run = (...args) =>
    spawnSync(process.execPath, [main, ...args], { env: { ...process.env, XDG_CACHE_HOME: folder }, stdio: 'ignore' });
  try {
    cpSync(join(ARTICLE, 'repo'), fleet, { recursive: true });
    git('init', '--quiet', '--initial-branch=main');
    commit(git, 'before');
    cpSync(join(ARTICLE, 'stories', '05-namespace-foo-to-common', 'after'), fleet, { recursive: true });
    commit(git, 'after');
    run('--help');
    run('diff', 'HEAD~', 'HEAD', '--repo', fleet, '--no-cache');
    run('helm', 'template', CHART);
  } catch (error) {
    process.stderr.write(`build: the first starts will take longer, as nothing could be compiled: ${error.message}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function commit(git, message) {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
}
