/** Thrown where a part of a chart is not to be had here: the cluster may well have it. */
export class NotHad extends Error {
  override readonly name = 'NotHad';
  readonly remedy: string;
  /** Whether the place was asked, and does not have it: the cluster does not get it either. */
  readonly isGone: boolean;

  /** @param reason one sentence without a full stop */
  constructor(reason: string, remedy: string, isGone = false) {
    super(reason);
    this.remedy = remedy;
    this.isGone = isGone;
  }
}
