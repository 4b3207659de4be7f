import { Unreadable } from '../../tree/objects/repo-tree.ts';

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
  'unknown-host-key',
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

/** @returns whether something that was thrown is of one of these codes */
export function hasCode(error: unknown, codes: readonly GitErrorCode[]): boolean {
  return error instanceof GitError && codes.includes(error.code);
}

/** More of what git says would hide the reason. In characters. */
const LONGEST = 1_000;

/** git's sentences (always in English, `LC_ALL=C`) and what they mean; the first that matches decides. */
const MEANINGS: readonly (readonly [RegExp, GitErrorCode])[] = [
  [/host key verification failed/i, 'unknown-host-key'],
  [/couldn't find remote ref|not our ref|no such remote ref/i, 'ref-not-found'],
  [
    /authentication failed|permission denied \(|could not read (username|password)|returned error: 40[13]|repository .*not found/i,
    'refused',
  ],
  [/could not resolve|failed to connect|unable to access|early eof|timed out|returned error: 5\d\d/i, 'unreachable'],
  [/remote end hung up|connection (refused|reset|closed)|unable to rewind rpc post data|redirect/i, 'unreachable'],
  [/is corrupt|corrupted|inflate|bad (object|pack|tree|config|signature)|garbage|hash mismatch/i, 'corrupt'],
  [/(unable|failed|cannot) to (read|unpack|parse)|cannot be (read|used)|invalid (object|sha1)|index-pack/i, 'corrupt'],
  [/did not send all necessary objects|does not point to a valid object|broken link/i, 'corrupt'],
  [/missing (object|blob|tree)|could not (read|get|parse) (object|commit|tree)|unable to read tree/i, 'missing-object'],
  [/not a git repository|does not appear to be a git repository/i, 'not-a-repository'],
];

/**
 * The error for what git said on its standard error.
 *
 * @param doing what it was to do, as the subject of a sentence: `merging`
 * @param secrets texts that must not be repeated
 */
export function gitComplaint(doing: string, stderr: string, secrets: readonly string[] = []): GitError {
  const message = withoutSecrets(stderr, secrets);
  const code = MEANINGS.find(([pattern]) => pattern.test(message))?.[1] ?? 'failed';
  return new GitError(code, `${doing} failed: ${shortened(message) || 'git gave no reason'}`);
}

/** @returns the text without the secrets, credentials in URLs, authorization headers and GitHub's tokens. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, '***');
  return clean
    .replace(/(\w:\/\/)[^\s/@]+@/g, '$1***@')
    .replace(/(authorization:\s*)[^\n]+/gi, '$1***')
    .replace(/\b(gh[pousr]|github_pat)_\w+/g, '***');
}

function shortened(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('hint:'));
  return lines.join('\n').slice(-LONGEST).trim();
}
