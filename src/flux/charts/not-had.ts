/**
 * gone: the place was asked, and does not have it: the cluster does not get it either. off: nothing is fetched here, of any
 * place.
 */
export type Because = 'gone' | 'off';

/** Thrown where a part of a chart is not to be had here: the cluster may well have it. */
export class NotHad extends Error {
  override readonly name = 'NotHad';
  readonly remedy: string;
  readonly because: Because | undefined;

  /** @param reason one sentence without a full stop */
  constructor(reason: string, remedy: string, because?: Because) {
    super(reason);
    this.remedy = remedy;
    this.because = because;
  }
}
