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
  /** Of a key that kustomize may yet merge: where the entry stands that counts, which is the first of equal ones. */
  readonly standing?: number | undefined;
}

/** Unwinds the reader to `parseYaml`, which turns it into a value; it never leaves this folder. */
export class Refusal extends Error {
  readonly code: YamlProblemCode;
  readonly offset: number;
  readonly standing: number | undefined;

  constructor(code: YamlProblemCode, message: string, offset: number, standing?: number) {
    super(message);
    this.code = code;
    this.offset = offset;
    this.standing = standing;
  }
}
