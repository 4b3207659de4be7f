/** The options of `explain` and `compare`. */
export interface LookOptions {
  readonly repo: string;
  readonly rev: string;
  readonly workTree?: boolean;
  readonly format: 'text' | 'json';
  readonly config?: string;
}
