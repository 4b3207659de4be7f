/** The options of `blast-radius config check`. */
export interface ConfigCheckOptions {
  readonly repo: string;
  readonly rev?: string;
  readonly config?: string;
  readonly format: 'text' | 'json';
}
