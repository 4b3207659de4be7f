/** Where an entry stands that names files: its own file, for messages, and the directory from which its paths lead. */
export interface Scope {
  readonly path: string;
  readonly directory: string;
}
