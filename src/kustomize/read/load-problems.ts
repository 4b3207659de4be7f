import type { Absence, Found } from '../../tree/files/files.ts';
import type { OpenedSource } from '../../tree/files/open-source.ts';
import type { Node } from '../../yaml/node/node.ts';
import type { YamlProblem } from '../../yaml/node/problem.ts';
import { BuildError, failAt, type ProblemCode } from '../model/problem.ts';

type Unfetched = Extract<OpenedSource, { kind: 'off' | 'unavailable' }>;

type Absent = Extract<Found, { kind: 'absent' }>;

/** A place in a kustomization that names a file or directory. */
export interface Reference {
  /** The file that holds it. */
  readonly path: string;
  readonly node: Node | undefined;
  /** What it is called where the text may be a secret that was written instead of a path. */
  readonly called?: string;
}

/** @returns the error for a file that is not YAML. */
export function failYaml(path: string, problem: YamlProblem): BuildError {
  const code: ProblemCode =
    problem.code === 'not-text' ? 'binary' : problem.code === 'too-large' ? 'too-large' : 'invalid-yaml';
  return new BuildError({ code, message: problem.message, path, line: problem.line });
}

/** @returns the error for what would have to be fetched, and is not. */
export function remoteProblem(target: string, from: Reference, why: Unfetched): BuildError {
  if (why.kind === 'unavailable') {
    const { reason, remedy: fix } = why;
    return failAt('remote-base', `"${target}" is a remote URL; ${reason}`, {
      ...from,
      fix,
      remote: { target, reason },
    });
  }
  return failAt('remote-base', `"${target}" is a remote URL; remote files are not fetched`, {
    ...from,
    fix: 'Copy it into this repository, or make it a Flux source.',
    remote: { target, reason: 'remote files are not fetched', off: true },
  });
}

const ABSENCES: Readonly<Record<Absence, { readonly code: ProblemCode; readonly why: string }>> = {
  'not-found': { code: 'not-found', why: 'does not exist' },
  'not-a-directory': { code: 'not-found', why: 'goes through a file' },
  symlink: { code: 'symlink', why: 'is a symbolic link, which Flux excludes from its artifact' },
  'symlink-outside': { code: 'symlink', why: 'is a symbolic link that points outside the repository' },
  'symlink-loop': { code: 'symlink', why: 'is a symbolic link that points back to itself' },
  outside: { code: 'outside-repository', why: 'is outside the repository' },
  ignored: { code: 'not-found', why: 'is excluded from the artifact by .sourceignore or by default' },
  included: {
    code: 'remote-base',
    why: 'comes from another source or a submodule, whose content is not in this repository',
  },
  elsewhere: { code: 'remote-base', why: 'is in another repository, which is not fetched' },
  'not-fetched': { code: 'remote-base', why: 'is in another repository, which has not been fetched' },
};

/** @returns the error for what is not there, with what reads most like it. */
export function absent(
  { why, lack }: Pick<Absent, 'why' | 'lack'>,
  target: string,
  from: Reference,
  near?: string,
): BuildError {
  if (why === 'included' && lack !== undefined) {
    const of = `"${target}" comes from another source or a submodule that is not available`;
    return failAt('remote-base', `${of}: ${lack.reason}`, { ...from, fix: lack.remedy });
  }
  const fix = /\s-\s|,\s/.test(target)
    ? { fix: 'Write each entry on a line of its own, behind a "- ".' }
    : near === undefined
      ? {}
      : { fix: `Did you mean "${near}"?` };
  // Of many lines it is an object that is written where a path is expected. What reads like a path that is there is one.
  const plain = near === undefined && from.called !== undefined ? from.called : `"${target}"`;
  const what = target.includes('\n') ? 'a path of many lines' : plain;
  return failAt(ABSENCES[why].code, `${what} ${ABSENCES[why].why}`, { ...from, ...fix });
}

const SCHEME = /^(?:git::)?(?:ssh|https?|file):\/\//i;
const USER_AT_HOST = /^(?:git::)?[a-z][a-z0-9-]*@[^/:]+[:/]/i;
const GITHUB = /^(?:git::)?github\.com[:/][^/]+\/./i;

/**
 * @returns whether kustomize would clone or download what this reference names, rather than read it from the tree
 * @see kustomize api/internal/git NewRepoSpecFromURL, api/internal/loader IsRemoteFile
 */
export function isRemote(reference: string): boolean {
  return SCHEME.test(reference) || USER_AT_HOST.test(reference) || GITHUB.test(reference);
}
