import type { Problem } from '../../kustomize/model/problem.ts';

/**
 * What `--no-remote-bases` makes of what a root refers to elsewhere: a directory of another repository fails the build. A
 * single manifest that is fetched by its address does not pass the file system that refuses, and is applied.
 *
 * @param remote what is referred to
 * @returns the problem of the root; `undefined` where the flag does not touch it
 * @see fluxcd/pkg kustomize/kustomize_generator.go SecureBuild; kustomize api/internal/loader FileLoader.Load
 */
export function refusedRemoteBase(problem: Problem): Problem | undefined {
  const [, target] = (problem.code === 'remote-base' && /^"(.*)" is a remote URL;/.exec(problem.message)) || [];
  if (target === undefined || /^https?:\/\/[^?]*\.(ya?ml|json)$/i.test(target)) return undefined;
  return {
    ...problem,
    code: 'remote-base-refused',
    message: `"${target}" is in another repository, which kustomize-controller refuses (--no-remote-bases)`,
    fix: 'Copy it into this repository, or let a GitRepository and a Kustomization of Flux apply it.',
  };
}
