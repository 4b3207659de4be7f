/** Everything that can be wrong with a YAML text, one code for each thing a person would do about it. */
export type YamlProblemCode =
  | 'not-text'
  | 'control-character'
  | 'too-large'
  | 'too-deep'
  | 'too-many-aliases'
  | 'unknown-alias'
  | 'invalid-merge'
  | 'duplicate-key'
  | 'invalid-key'
  | 'invalid-tag'
  | 'invalid-separator'
  | 'tab'
  | 'syntax';

/** What is wrong, where, and what to do about it. */
export interface YamlProblem {
  readonly code: YamlProblemCode;
  readonly message: string;
  /** A character offset in the source. */
  readonly offset: number;
  /** 1-based. */
  readonly line: number;
  /** Whether kustomize may yet merge the key, which then says so at its place: {@link OddKey}. */
  readonly isMergeable?: boolean;
}

/** Unwinds the reader to `parseYaml`, which turns it into a value; it never leaves this folder. */
export class Refusal extends Error {
  readonly code: YamlProblemCode;
  readonly offset: number;
  readonly isMergeable: boolean;

  constructor(code: YamlProblemCode, message: string, offset: number, isMergeable = false) {
    super(message);
    this.code = code;
    this.offset = offset;
    this.isMergeable = isMergeable;
  }
}
