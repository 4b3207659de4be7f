/** That a schema hangs on what is elsewhere, which is never fetched. */
export class SchemaNotChecked extends Error {
  override readonly name = 'SchemaNotChecked';

  constructor(url: string) {
    super(`the schema refers to ${url}`);
  }
}
