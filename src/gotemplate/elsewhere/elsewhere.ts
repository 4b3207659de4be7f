/**
 * What is otherwise where templates run once more, with something else in place of what is not known: to see what hangs
 * on that. A failure does not end such a run, as it may hang on what stands in.
 */
export interface Elsewhere {
  /**
   * Whether what hangs on marked values is marked too, and each test of one comes out the other way: a text by a letter in
   * it, all else as `Marked`.
   */
  readonly turnsTests: boolean;
  /** What stands in place of what an action would have written. */
  readonly failure: string;
  /** How many branches around what runs now were taken since their test was turned. */
  turned: number;
  /** Whether what failed last was given something marked. */
  isSuspect: boolean;
  failed(error: Error): void;
}
