import type { Node } from '../../yaml/node/node.ts';
import { lineOf } from '../../yaml/node/node.ts';
import type { Source } from '../../yaml/node/source.ts';

/** What can be wrong with a render: a closed set, so that a reader, a rule and a test can name each. */
export type ProblemCode =
  | 'no-kustomization'
  | 'several-kustomizations'
  | 'empty-kustomization'
  | 'invalid-kustomization'
  | 'unknown-field'
  | 'not-found'
  | 'not-a-file'
  | 'not-a-directory'
  | 'outside-repository'
  | 'symlink'
  | 'submodule'
  | 'too-large'
  | 'binary'
  | 'cycle'
  | 'invalid-yaml'
  | 'invalid-object'
  | 'wrong-kind'
  | 'duplicate-object'
  | 'invalid-patch'
  | 'patch-target-not-found'
  | 'invalid-selector'
  | 'invalid-replacement'
  | 'invalid-variable'
  | 'invalid-generator'
  | 'invalid-transformer'
  | 'conflicting-field-specs'
  | 'transform-failed'
  | 'ambiguous-reference'
  | 'remote-base'
  | 'remote-base-refused'
  | 'helm-chart'
  | 'function'
  | 'plugin'
  | 'unsupported-field'
  | 'missing-variables'
  | 'substitution-failed'
  | 'unknown-place'
  | 'too-many-roots'
  | 'decryption-failed'
  | 'no-artifact'
  | 'chart-failed'
  | 'set-failed';

/** What a kustomization refers to elsewhere, as it is written. */
export interface Remote {
  readonly target: string;
  /** Why it is not had, as the end of a sentence. */
  readonly reason: string;
  /** Nothing is fetched at all: so it is with all that is elsewhere. */
  readonly off?: true | undefined;
}

/** Why a build has no answer, or not a whole one: where, and what to do about it. */
export interface Problem {
  readonly code: ProblemCode;
  /** One sentence for people; never holds a value of a Secret. */
  readonly message: string;
  readonly path?: string | undefined;
  /** 1-based. */
  readonly line?: number | undefined;
  /** 1-based; only where it is known. */
  readonly column?: number | undefined;
  readonly fix?: string | undefined;
  /** The address or repository that a kustomization refers to, where that is what is wrong. */
  readonly remote?: Remote | undefined;
  /** Whether a controller that is not strict would go on. */
  readonly isStrictness?: true;
}

/** A problem of a build. */
export interface BuildProblem extends Problem {
  /** The text that the problem's line is of; it may be read under another path than the problem's. */
  readonly source?: Source | undefined;
}

/** What a build leaves out since nothing here can get it, though kustomize would: all else of the build is known. */
export interface Gap extends BuildProblem {
  /** Equal where the same is done to what is left out: its patches, prefixes, variables, as far as they stand here. */
  readonly treatment: string;
}

/** Carries a {@link BuildProblem} up to the build it ends. */
export class BuildError extends Error {
  readonly problem: BuildProblem;

  constructor(problem: BuildProblem) {
    super(problem.message);
    this.name = 'BuildError';
    this.problem = problem;
  }
}

interface Place {
  readonly path: string;
  readonly node?: Node | undefined;
  readonly fix?: string;
  readonly remote?: Remote;
}

/** @returns an error at a node of a file, for `throw`. */
export function failAt(code: ProblemCode, message: string, place: Place): BuildError {
  const line = place.node && lineOf(place.node);
  const source = place.node?.place?.source;
  const remote = place.remote === undefined ? {} : { remote: place.remote };
  return new BuildError({ code, message, path: place.path, line, fix: place.fix, source, ...remote });
}
