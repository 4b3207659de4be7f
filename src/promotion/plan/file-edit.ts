/** A file as it is and as it shall be; a missing side is a file that comes or goes. */
export interface FileEdit {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** As git has it, of the file that is edited, or that a new one is made from. */
  readonly mode: '100644' | '100755';
}
