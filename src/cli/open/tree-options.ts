/** How a command is told which files to look at. */
export interface TreeOptions {
  readonly repo: string;
  readonly rev: string;
  readonly workTree?: boolean;
  readonly config?: string;
}
