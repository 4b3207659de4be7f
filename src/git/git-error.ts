/** What went wrong, each with another remedy. */
export type GitErrorCode =
  | 'git-missing'
  | 'git-too-old'
  | 'not-a-repository'
  | 'no-work-tree'
  | 'no-commits'
  | 'no-default-branch'
  | 'unknown-revision'
  | 'ref-not-found'
  | 'no-merge-base'
  | 'shallow'
  | 'missing-object'
  | 'not-a-tree'
  | 'too-large'
  | 'corrupt'
  | 'unreachable'
  | 'refused'
  | 'timed-out'
  | 'output-too-large'
  | 'aborted'
  | 'closed'
  | 'failed';

/** Whatever stops git from answering. Its message may be shown to anybody: no secret is in it. */
export class GitError extends Error {
  readonly code: GitErrorCode;

  constructor(code: GitErrorCode, message: string) {
    super(message);
    this.name = 'GitError';
    this.code = code;
  }
}
