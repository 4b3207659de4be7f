/** The options of `blast-radius diff`. */
export interface DiffOptions {
  readonly repo: string;
  readonly format: 'text' | 'markdown' | 'html' | 'json';
  readonly config?: string;
  readonly workTree?: boolean;
  readonly merge?: boolean;
  readonly baseBranch?: string;
  /** `false`: neither looks for what an earlier run has said, nor keeps what this one says. */
  readonly cache?: boolean;
}
