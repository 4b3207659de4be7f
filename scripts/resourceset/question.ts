/** A ResourceSet and the static providers beside it, as the operator's command line is given them. */
export interface Question {
  readonly id: string;
  /** As YAML. */
  readonly set: string;
  /** As YAML, a document each; absent where there are none. */
  readonly providers?: string | undefined;
}

/** What came of a question: an object a line, as JSON, each behind its step; or that it fails. */
export type Answer = { readonly objects: readonly string[] } | { readonly error: string };
