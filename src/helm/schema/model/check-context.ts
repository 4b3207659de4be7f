import type { Budget } from '../../../gotemplate/run/budget.ts';
import type { GoMap, Value } from '../../../gotemplate/value/value.ts';
import type { Draft } from '../document/draft.ts';
import type { SchemaDocument } from '../document/schema-document.ts';
import type { Problem } from './problem.ts';
import type { Unevaluated } from './unevaluated.ts';

/** Schemas that are being checked, each within the one before. */
export interface Scope {
  readonly schema: Value;
  /** The keyword of the reference that led here. */
  readonly keyword: string;
  /** The same for schemas that the same value is held to. */
  readonly value: number;
  /** How many it is within. */
  readonly depth: number;
  readonly parent: Scope | undefined;
}

/** A value that is being held to a schema: `validator` of santhosh-tekuri/jsonschema. */
export interface CheckContext {
  readonly document: SchemaDocument;
  readonly budget: Budget;
  readonly schema: GoMap;
  readonly draft: Draft;
  readonly value: Value;
  readonly at: readonly string[];
  readonly scope: Scope;
  readonly unevaluated: Unevaluated;
  /** Whether only the verdict matters. */
  readonly isQuick: boolean;
  readonly problems: Problem[];
  add(text: string, causes?: readonly Problem[]): void;
  addAll(problem: Problem | undefined): void;
  /** Holds the same value to another schema. */
  self(schema: Value, keyword?: string, isQuick?: boolean): Problem | undefined;
  /** Holds what is in the value to a schema. */
  item(schema: Value, value: Value, step: string): Problem | undefined;
  /** Holds a value to a schema as if nothing were around it. */
  alone(schema: Value, value: Value): Problem | undefined;
}
