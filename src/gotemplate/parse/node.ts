import type { Delimiters } from './lexer.ts';

/** The text that a node was read from. */
export interface SourceText {
  /** The name under which it was parsed, which errors give. */
  readonly name: string;
  readonly text: string;
  readonly delimiters: Delimiters;
}

interface At {
  readonly source: SourceText;
  /** Where it begins, in UTF-16 units. */
  readonly at: number;
}

export interface TextNode extends At {
  readonly kind: 'text';
  readonly text: string;
}

export interface ActionNode extends At {
  readonly kind: 'action';
  readonly pipe: PipeNode;
}

export interface PipeNode extends At {
  readonly kind: 'pipe';
  /** Whether variables are set rather than declared. */
  readonly isAssign: boolean;
  readonly variables: readonly VariableNode[];
  readonly commands: readonly CommandNode[];
}

export interface CommandNode extends At {
  readonly kind: 'command';
  readonly words: readonly OperandNode[];
}

export interface ListNode extends At {
  readonly kind: 'list';
  readonly nodes: readonly Node[];
}

export interface BranchNode extends At {
  readonly kind: 'if' | 'with' | 'range';
  readonly pipe: PipeNode;
  readonly body: ListNode;
  readonly otherwise?: ListNode;
}

export interface TemplateNode extends At {
  readonly kind: 'template';
  readonly name: string;
  readonly pipe?: PipeNode;
}

export interface JumpNode extends At {
  readonly kind: 'break' | 'continue';
}

export interface DotNode extends At {
  readonly kind: 'dot';
}

export interface NilNode extends At {
  readonly kind: 'nil';
}

export interface BoolNode extends At {
  readonly kind: 'bool';
  readonly value: boolean;
}

export interface StringNode extends At {
  readonly kind: 'string';
  readonly quoted: string;
  readonly text: string;
}

/** A constant, with each of Go's readings of it that is exact. */
export interface NumberNode extends At {
  readonly kind: 'number';
  readonly text: string;
  readonly int?: bigint;
  readonly uint?: bigint;
  readonly float?: number;
  readonly complex?: { readonly real: number; readonly imaginary: number };
}

export interface FieldNode extends At {
  readonly kind: 'field';
  readonly names: readonly string[];
}

export interface VariableNode extends At {
  readonly kind: 'variable';
  /** The variable with its dollar sign, and the fields behind it. */
  readonly names: readonly string[];
}

export interface IdentifierNode extends At {
  readonly kind: 'identifier';
  readonly name: string;
}

export interface ChainNode extends At {
  readonly kind: 'chain';
  readonly node: OperandNode;
  readonly names: readonly string[];
}

export type OperandNode =
  | BoolNode
  | ChainNode
  | DotNode
  | FieldNode
  | IdentifierNode
  | NilNode
  | NumberNode
  | PipeNode
  | StringNode
  | VariableNode;

export type Node = ActionNode | BranchNode | JumpNode | ListNode | TemplateNode | TextNode;

/** What an error can point to. */
export type AnyNode = Node | OperandNode | CommandNode;
