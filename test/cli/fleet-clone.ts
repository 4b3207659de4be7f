import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { articleRepo, articleStories, loadFleet, loadStories } from '../fixtures/fleets/load-fleet.ts';

/** A clone of the article's fleet on its branch `main`, to change and commit in. */
export interface FleetClone {
  readonly folder: string;
  readonly git: (...args: string[]) => string;
  readonly write: (path: string, text: string | Uint8Array) => void;
  /** Commits everything on a branch, which is new unless it is there. */
  readonly commit: (branch: string) => void;
  /** Commits what a story's pull request changes on the branch `feature`. */
  readonly tell: (story: string) => void;
  readonly remove: () => void;
}

export function fleetClone(): FleetClone {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' },
    });
  const write = (path: string, text: string | Uint8Array) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const commit = (branch: string) => {
    git('checkout', '-q', '-B', branch);
    git('add', '-A');
    git('commit', '-qm', branch);
  };
  const tell = (name: string) => {
    const story = loadStories(articleStories).find((each) => each.name === name);
    if (story === undefined) throw new Error(`there is no story ${name}`);
    for (const [path, bytes] of story.changes) {
      if (bytes === null) rmSync(join(folder, path));
      else write(path, bytes);
    }
    commit('feature');
  };
  git('init', '-q', '-b', 'main');
  for (const [path, bytes] of loadFleet(articleRepo)) write(path, bytes);
  commit('main');
  return { folder, git, write, commit, tell, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
