/** Why there is no review, in words that may be published: nothing of the machine, its paths or its secrets. */
export class CannotReview extends Error {
  readonly title: string;
  /** The cause is in the commits, so that trying again is pointless. */
  readonly isRepeatable: boolean;

  /**
   * @param title a few words, `The configuration is invalid`
   * @param message markdown: what is wrong, and what to do
   * @param isRepeatable whether the cause is in the commits themselves
   */
  constructor(title: string, message: string, isRepeatable: boolean) {
    super(message);
    this.isRepeatable = isRepeatable;
    this.name = 'CannotReview';
    this.title = title;
  }
}
