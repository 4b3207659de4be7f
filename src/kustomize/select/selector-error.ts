/** Why a selector selects nothing: it is written wrong. */
export class SelectorError extends Error {
  /** The part of the selector: `name`, `labelSelector`. */
  readonly field: string;

  constructor(field: string, message: string) {
    super(`${field}: ${message}`);
    this.name = 'SelectorError';
    this.field = field;
  }
}
