import type { Problem } from '../../kustomize/model/problem.ts';
import type { ReadSet } from '../../memo/by-reads.ts';
import { isMounted, shownPath, splitMounted } from '../../tree/sources/mount.ts';

/**
 * What `--no-remote-bases` makes of what a root refers to elsewhere: a directory of another repository fails the build. A
 * single manifest that is fetched by its address does not pass the file system that refuses, and is applied.
 *
 * @param remote what is referred to
 * @returns the problem of the root; `undefined` where the flag does not touch it
 * @see fluxcd/pkg kustomize/kustomize_generator.go SecureBuild; kustomize api/internal/loader FileLoader.Load
 */
export function refusedRemoteBase(problem: Problem): Problem | undefined {
  const { target } = problem.remote ?? {};
  if (target === undefined || /^https?:\/\/[^?]*\.(ya?ml|json)$/i.test(target)) return undefined;
  return { ...problem, ...refusal(target) };
}

/**
 * @param root its directory, and what was read to build it
 * @returns what {@link refusedRemoteBase} makes of the repositories that it was built from
 */
export function refusedClones({
  reads,
  directory,
}: {
  readonly reads: ReadSet;
  readonly directory: string;
}): readonly Problem[] {
  const mounts = [...reads].flatMap(([path, id]) => (id !== 'absent' && isMounted(path) ? [splitMounted(path)] : []));
  const clones = new Set(mounts.filter(({ key }) => key.startsWith('clone ')).map(({ mount }) => mount));
  return [...clones].map((mount) => ({ ...refusal(shownPath(mount)), path: directory }));
}

function refusal(target: string) {
  return {
    code: 'remote-base-refused',
    message: `"${target}" is in another repository, which kustomize-controller refuses (--no-remote-bases)`,
    fix: 'Copy it into this repository, or let a GitRepository and a Kustomization of Flux apply it.',
  } as const;
}
