import { quoteText } from '../format/quote.ts';
import type { Lexer } from './lexer.ts';
import type { CommandNode, OperandNode, PipeNode, SourceText, VariableNode } from './node.ts';
import { ParseError } from './parse-error.ts';
import { readNumber } from './read-number.ts';
import { showNode } from './show-node.ts';
import { showToken, type Token, type TokenType } from './token.ts';
import { TokenBuffer } from './token-buffer.ts';
import { unquote } from './unquote.ts';

/** Go's limit is 10,000, which its stack can carry. */
const MOST_PARENS = 500;
const STARTS: ReadonlySet<TokenType> = new Set([
  'bool',
  'character',
  'complex',
  '.',
  'field',
  'identifier',
  'number',
  'nil',
  'raw string',
  'string',
  'variable',
  '(',
]);
const NOTHING_DECLARED: Declarations = { variables: [], isAssign: false };
/** What can stand only at the start of a pipeline. */
const CONSTANTS: ReadonlySet<OperandNode['kind']> = new Set(['bool', 'dot', 'nil', 'number', 'string']);

/** What stands before the `:=` or `=` of a pipeline. */
interface Declarations {
  readonly variables: readonly VariableNode[];
  readonly isAssign: boolean;
}

/** Reads pipelines. */
export class PipeParser {
  protected readonly source: SourceText;
  protected readonly tokens: TokenBuffer;
  /** The variables that are known here, with their dollar signs. */
  protected readonly variables: string[] = ['$'];
  /** With what the action began that is being read. */
  protected actionStart: Token | undefined;
  readonly #lexer: Lexer;
  readonly #isFunctionName: (name: string) => boolean;
  #parens = 0;

  constructor(source: SourceText, lexer: Lexer, isFunction: (name: string) => boolean) {
    this.source = source;
    this.tokens = new TokenBuffer(lexer);
    this.#lexer = lexer;
    this.#isFunctionName = isFunction;
  }

  /** @throws ParseError always, with the place */
  protected fail(message: string): never {
    throw new ParseError(`template: ${this.source.name}:${this.tokens.line}: ${message}`);
  }

  protected unexpected(token: Token, context: string): never {
    if (token.type !== 'error') return this.fail(`unexpected ${showToken(token)} in ${context}`);
    const line = this.actionStart === undefined ? undefined : this.#lexer.lineOf(this.actionStart);
    if (line === undefined || line === this.#lexer.lineOf(token)) return this.fail(token.text);
    const place = ` started at ${this.source.name}:${line}`;
    return this.fail(`${token.text}${token.text.endsWith(' action') ? '' : ' in action'}${place}`);
  }

  protected expect(type: TokenType, context: string): Token {
    const token = this.tokens.nextNonSpace();
    return token.type === type ? token : this.unexpected(token, context);
  }

  protected pipeline(context: string, end: 'right' | ')'): PipeNode {
    const { at } = this.tokens.peekNonSpace();
    const { variables, isAssign } = this.#declarations(context);
    const commands: CommandNode[] = [];
    for (;;) {
      const token = this.tokens.nextNonSpace();
      if (token.type === end) break;
      if (!STARTS.has(token.type)) this.unexpected(token, context);
      this.tokens.back(token);
      commands.push(this.#command());
    }
    this.#checkCommands(commands, context);
    return { kind: 'pipe', source: this.source, at, isAssign, variables, commands: [...commands] };
  }

  #declarations(context: string): Declarations {
    const variables: VariableNode[] = [];
    for (;;) {
      const variable = this.tokens.peekNonSpace();
      if (variable.type !== 'variable')
        return variables.length === 0 ? NOTHING_DECLARED : { variables, isAssign: false };
      this.tokens.next();
      const behind = this.tokens.peek();
      const next = this.tokens.peekNonSpace();
      if (next.type === 'assign' || next.type === 'declare') {
        this.tokens.nextNonSpace();
        variables.push(this.#declare(variable));
        return { variables, isAssign: next.type === 'assign' };
      }
      if (next.type !== 'char' || next.text !== ',') {
        if (behind.type === 'space') this.tokens.back(behind);
        this.tokens.back(variable);
        return variables.length === 0 ? NOTHING_DECLARED : { variables, isAssign: false };
      }
      this.tokens.nextNonSpace();
      variables.push(this.#declare(variable));
      if (context !== 'range' || variables.length >= 2) this.fail(`too many declarations in ${context}`);
      const { type } = this.tokens.peekNonSpace();
      if (type !== 'variable' && type !== 'right' && type !== ')') this.fail('range can only initialize variables');
    }
  }

  #declare(token: Token): VariableNode {
    this.variables.push(token.text);
    return this.#variable(token);
  }

  #checkCommands(commands: readonly CommandNode[], context: string): void {
    if (commands.length === 0) this.fail(`missing value for ${context}`);
    commands.forEach(({ words: [first] }, i) => {
      if (i > 0 && first !== undefined && CONSTANTS.has(first.kind)) {
        this.fail(`non executable command in pipeline stage ${i + 1}`);
      }
    });
  }

  #command(): CommandNode {
    const { at } = this.tokens.peekNonSpace();
    const words: OperandNode[] = [];
    for (;;) {
      this.tokens.peekNonSpace();
      const word = this.#operand();
      if (word !== undefined) words.push(word);
      const token = this.tokens.next();
      if (token.type === 'space') continue;
      if (token.type === 'right' || token.type === ')') this.tokens.back(token);
      else if (token.type !== 'pipe') this.unexpected(token, 'operand');
      break;
    }
    if (words.length === 0) this.fail('empty command');
    return { kind: 'command', source: this.source, at, words: [...words] };
  }

  #operand(): OperandNode | undefined {
    const node = this.#term();
    if (node === undefined || this.tokens.peek().type !== 'field') return node;
    const { at } = this.tokens.peek();
    const names: string[] = [];
    while (this.tokens.peek().type === 'field') names.push(this.tokens.next().text.slice(1));
    if (CONSTANTS.has(node.kind)) this.fail(`unexpected . after term ${quoteText(showNode(node))}`);
    if (node.kind === 'field' || node.kind === 'variable') return { ...node, at, names: [...node.names, ...names] };
    return { kind: 'chain', source: this.source, at, node, names };
  }

  #term(): OperandNode | undefined {
    const token = this.tokens.nextNonSpace();
    const { source } = this;
    const { at, text } = token;
    switch (token.type) {
      case 'identifier':
        if (!this.#isFunctionName(text)) this.fail(`function ${quoteText(text)} not defined`);
        return { kind: 'identifier', source, at, name: text };
      case '.':
        return { kind: 'dot', source, at };
      case 'nil':
        return { kind: 'nil', source, at };
      case 'variable':
        return this.#known(token);
      case 'field':
        return { kind: 'field', source, at, names: namesIn(text.slice(1)) };
      case 'bool':
        return { kind: 'bool', source, at, value: text === 'true' };
      case 'character':
      case 'complex':
      case 'number': {
        const readings = readNumber(text, token.type);
        if (typeof readings === 'string') return this.fail(readings);
        return { kind: 'number', source, at, text, ...readings };
      }
      case '(':
        return this.#parenthesized();
      case 'string':
      case 'raw string':
        return { kind: 'string', source, at, quoted: text, text: unquote(text) ?? this.fail('invalid syntax') };
      default:
        this.tokens.back(token);
        return undefined;
    }
  }

  #parenthesized(): PipeNode {
    if (this.#parens >= MOST_PARENS) this.fail('max expression depth exceeded');
    this.#parens += 1;
    const pipe = this.pipeline('parenthesized pipeline', ')');
    this.#parens -= 1;
    return pipe;
  }

  #known(token: Token): VariableNode {
    const node = this.#variable(token);
    const [name = ''] = node.names;
    if (!this.variables.includes(name)) this.fail(`undefined variable ${quoteText(name)}`);
    return node;
  }

  #variable(token: Token): VariableNode {
    return { kind: 'variable', source: this.source, at: token.at, names: namesIn(token.text) };
  }
}

function namesIn(text: string): readonly string[] {
  return text.includes('.') ? text.split('.') : [text];
}
