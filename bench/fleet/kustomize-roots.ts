import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { timedProcess } from '../timed-process.ts';
import { withFiles } from '../write-files.ts';
import type { Files } from './fleet.ts';
import type { FleetRoot } from './roots-of.ts';

/** What `kubectl kustomize` has done. */
export interface KustomizedRoots {
  /** For the roots that it builds, before and after an edit. */
  readonly seconds: number;
  readonly built: number;
  /** Roots that it cannot build on either side: with a remote base, absent, or broken. */
  readonly failed: number;
}

/** Fails at once where a root asks for what is elsewhere: the network is nobody's speed. */
const OFFLINE = {
  ...process.env,
  ...{ GIT_ALLOW_PROTOCOL: 'none', HTTPS_PROXY: 'http://127.0.0.1:1', HTTP_PROXY: 'http://127.0.0.1:1' },
};

/**
 * Builds roots before and after an edit, a process for each. As under Flux, nothing restricts what a root may refer to,
 * and one without a kustomization has the one that Flux makes.
 */
export function kustomizeRoots(
  files: Files,
  edits: readonly Files[],
  roots: readonly FleetRoot[],
): Promise<KustomizedRoots> {
  const generated = roots.flatMap(({ directory, generated: text }): [string, string][] =>
    text === undefined ? [] : [[join(directory, 'kustomization.yaml'), text]],
  );
  return withFiles(new Map([...files, ...generated]), (folder) => {
    const build = ({ directory }: FleetRoot) => {
      const args = ['kustomize', '--load-restrictor', 'LoadRestrictionsNone', join(folder, directory)];
      return timedProcess('kubectl', args, [0, 1], OFFLINE);
    };
    const before = roots.map(build);
    for (const [path, text] of edits.flatMap((edit) => [...edit])) writeFileSync(join(folder, path), text);
    const both = roots.map((root, index) => [before[index], build(root)]);
    const built = both.filter((runs) => runs.every((run) => run?.code === 0)).flat();
    const seconds = built.reduce((sum, run) => sum + (run?.seconds ?? 0), 0);
    return { seconds, built: built.length / 2, failed: roots.length - built.length / 2 };
  });
}
