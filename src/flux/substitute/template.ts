import type { ByteText } from './byte-text.ts';

/** A text with `${…}` in it, read. */
export type Template = readonly Part[];

/** Plain text, or one `${…}`. */
export type Part = ByteText | Expression;

/** `${name}`, or `${name<operator>…}`. */
export interface Expression {
  readonly name: ByteText;
  /** As written: `:-`, `//`, `^^`; empty for the value itself, `#` without arguments for its length. */
  readonly operator: string;
  readonly args: readonly Part[];
}

/** Why a text cannot be read as a template. */
export class TemplateError extends Error {
  /** A byte offset: where the outermost expression that fails begins. */
  readonly offset: number;
  /** What to do, where that is not to correct the text. */
  readonly fix: string | undefined;

  constructor(message: string, offset: number, fix?: string) {
    super(message);
    this.name = 'TemplateError';
    this.offset = offset;
    this.fix = fix;
  }
}

/** Why a controller that is strict fails where another one puts nothing. */
export class UnsetVariableError extends TemplateError {
  constructor(variable: string) {
    const fix = `Set ${variable} in postBuild.substitute or a source of substituteFrom, give it a default, as in \${${variable}:=value}, or write $\${${variable}} to keep it as text.`;
    super(`the variable "${variable}" is not set and has no default`, 0, fix);
    this.name = 'UnsetVariableError';
  }
}
