/** The options of `blast-radius where`. */
export interface WhereOptions {
  readonly repo: string;
  readonly rev: string;
  readonly workTree?: boolean;
  readonly format: 'text' | 'json';
  readonly config?: string;
}
