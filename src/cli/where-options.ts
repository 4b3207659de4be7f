/** The options of `blast-radius where`. */
export interface WhereOptions {
  readonly repo: string;
  readonly rev: string;
  readonly workTree?: boolean;
  readonly objects?: boolean;
  readonly format: 'text' | 'markdown' | 'json';
  readonly config?: string;
}
