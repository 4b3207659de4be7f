/** A folder that cannot be read. */
export class FolderError extends Error {
  readonly code: 'not-found' | 'not-a-directory' | 'unreadable';

  constructor(code: FolderError['code'], message: string) {
    super(message);
    this.name = 'FolderError';
    this.code = code;
  }
}
