import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('../..', import.meta.url));
const ARTICLE = join(home, 'test', 'fixtures', 'fleets', 'article');
const CHART = join(home, 'deploy', 'chart');

/**
 * Has V8 compile what reviews and charts take, and keeps that beside the program: for this very Node, as no other one takes
 * it. Each run adds to what the ones before have left. Without a fleet to review, or git to read it, the program compiles
 * what it needs when it starts.
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
  const run = (part, ...args) => {
    const recorder = join(home, 'scripts', 'build', 'record-code.cjs');
    // What the command says of the fleet is no fault of the build.
    execFileSync(process.execPath, ['--require', recorder, main, ...args], {
      env: { ...process.env, RECORD_CODE: part, XDG_CACHE_HOME: folder },
      stdio: 'ignore',
    });
  };
  try {
    cpSync(join(ARTICLE, 'repo'), fleet, { recursive: true });
    git('init', '--quiet', '--initial-branch=main');
    commit(git, 'before');
    cpSync(join(ARTICLE, 'stories', '05-namespace-foo-to-common', 'after'), fleet, { recursive: true });
    commit(git, 'after');
    run('commands', '--help');
    run('engine', 'helm', 'template', CHART);
    run('engine', 'diff', 'HEAD~', 'HEAD', '--repo', fleet, '--no-cache');
  } catch (error) {
    process.stderr.write(`build: starting will take longer, as nothing could be compiled ahead: ${error.message}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function commit(git, message) {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
}
