import { Unreadable } from '../../tree/objects/unreadable.ts';

const codes = [
  'git-missing',
  'git-too-old',
  'not-a-repository',
  'no-work-tree',
  'no-commits',
  'no-default-branch',
  'unknown-revision',
  'ref-not-found',
  'no-merge-base',
  'shallow',
  'missing-object',
  'not-a-tree',
  'too-large',
  'corrupt',
  'unreachable',
  'refused',
  'timed-out',
  'output-too-large',
  'aborted',
  'closed',
  'failed',
] as const;

/** What went wrong, each with another remedy. */
export type GitErrorCode = (typeof codes)[number];

export function isGitErrorCode(text: string): text is GitErrorCode {
  return codes.some((code) => code === text);
}

/** Whatever stops git from answering. Its message may be shown to anybody: no secret is in it. */
export class GitError extends Unreadable {
  readonly code: GitErrorCode;

  constructor(code: GitErrorCode, message: string) {
    super(message);
    this.name = 'GitError';
    this.code = code;
  }
}
