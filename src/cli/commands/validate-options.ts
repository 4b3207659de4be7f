/** The options of `blast-radius validate`. */
export interface ValidateOptions {
  readonly repo: string;
  readonly rev?: string;
  readonly format: 'text' | 'json';
  readonly config?: string;
}
