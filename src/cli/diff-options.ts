/** The options of `blast-radius diff`. */
export interface DiffOptions {
  readonly repo: string;
  readonly format: 'text' | 'markdown' | 'html' | 'json';
  readonly config?: string;
  readonly workTree?: boolean;
  readonly merge?: boolean;
  readonly baseBranch?: string;
}
