import { quoteText } from '../format/quote.ts';
import { isEmptyTemplate } from './is-empty.ts';
import type { Lexer } from './lexer.ts';
import type { BranchNode, JumpNode, ListNode, Node, PipeNode, SourceText, TemplateNode } from './node.ts';
import { PipeParser } from './pipe-parser.ts';
import type { Token } from './token.ts';
import { unquote } from './unquote.ts';

/** What ends a list without being one of its nodes. */
interface End {
  readonly kind: 'end' | 'else';
  readonly at: number;
}

/** Reads one template, and those defined in it: `Tree` of Go's text/template/parse. */
export class Parser extends PipeParser {
  readonly #lexer: Lexer;
  readonly #isFunction: (name: string) => boolean;
  readonly #templates: Map<string, ListNode>;
  #ranges = 0;

  constructor(
    source: SourceText,
    lexer: Lexer,
    isFunction: (name: string) => boolean,
    templates: Map<string, ListNode>,
  ) {
    super(source, lexer, isFunction);
    this.#lexer = lexer;
    this.#isFunction = isFunction;
    this.#templates = templates;
  }

  /** Reads the whole text as the template of a name. @throws ParseError */
  parseAll(name: string): void {
    const at = this.tokens.peek().at;
    const nodes: Node[] = [];
    while (this.tokens.peek().type !== 'eof') {
      if (this.tokens.peek().type === 'left') {
        const left = this.tokens.next();
        const word = this.tokens.nextNonSpace();
        if (word.type === 'define') {
          this.#inner().#define();
          continue;
        }
        this.tokens.back(word);
        this.tokens.back(left);
      }
      const node = this.#textOrAction();
      if (isEnd(node)) this.fail(`unexpected ${this.#showEnd(node)}`);
      nodes.push(node);
    }
    this.#add(name, { kind: 'list', source: this.source, at, nodes: [...nodes] });
  }

  /** A template within this one reads from the same text, with variables and loops of its own. */
  #inner(): Parser {
    return new Parser(this.source, this.#lexer, this.#isFunction, this.#templates);
  }

  #define(): void {
    const context = 'define clause';
    const token = this.tokens.nextNonSpace();
    if (token.type !== 'string' && token.type !== 'raw string') this.unexpected(token, context);
    const name = this.#unquoted(token);
    this.expect('right', context);
    this.#add(name, this.#body(context));
  }

  #body(context: string): ListNode {
    const { list, end } = this.#list();
    if (end.kind !== 'end') this.fail(`unexpected ${this.#showEnd(end)} in ${context}`);
    return list;
  }

  #add(name: string, list: ListNode): void {
    const other = this.#templates.get(name);
    if (other === undefined || isEmptyTemplate(other)) this.#templates.set(name, list);
    else if (!isEmptyTemplate(list)) this.fail(`template: multiple definition of template ${quoteText(name)}`);
  }

  #list(): { readonly list: ListNode; readonly end: End } {
    const at = this.tokens.peekNonSpace().at;
    const nodes: Node[] = [];
    while (this.tokens.peekNonSpace().type !== 'eof') {
      const node = this.#textOrAction();
      if (isEnd(node)) return { list: { kind: 'list', source: this.source, at, nodes: [...nodes] }, end: node };
      nodes.push(node);
    }
    return this.fail('unexpected EOF');
  }

  #textOrAction(): Node | End {
    const token = this.tokens.nextNonSpace();
    if (token.type === 'text') return { kind: 'text', source: this.source, at: token.at, text: token.text };
    if (token.type !== 'left') return this.unexpected(token, 'input');
    this.actionStart = token;
    const node = this.#action();
    this.actionStart = undefined;
    return node;
  }

  #action(): Node | End {
    const token = this.tokens.nextNonSpace();
    switch (token.type) {
      case 'block':
        return this.#block();
      case 'break':
      case 'continue':
        return this.#jump(token.type, token);
      case 'else':
        return this.#else();
      case 'end':
        return { kind: 'end', at: this.expect('right', 'end').at };
      case 'if':
      case 'with':
      case 'range':
        return this.#branch(token.type);
      case 'template':
        return this.#template();
      default: {
        this.tokens.back(token);
        const { at } = this.tokens.peek();
        return { kind: 'action', source: this.source, at, pipe: this.pipeline('command', 'right') };
      }
    }
  }

  #jump(kind: 'break' | 'continue', { at }: Token): JumpNode {
    const token = this.tokens.nextNonSpace();
    if (token.type !== 'right') this.unexpected(token, `{{${kind}}}`);
    if (this.#ranges === 0) this.fail(`{{${kind}}} outside {{range}}`);
    return { kind, source: this.source, at };
  }

  /** `else` before `if` or `with` leaves that word to whom it continues. */
  #else(): End {
    const next = this.tokens.peekNonSpace();
    if (next.type === 'if' || next.type === 'with') return { kind: 'else', at: next.at };
    return { kind: 'else', at: this.expect('right', 'else').at };
  }

  #branch(kind: 'if' | 'with' | 'range'): BranchNode {
    const known = this.variables.length;
    const pipe = this.pipeline(kind, 'right');
    if (kind === 'range') this.#ranges += 1;
    const { list: body, end } = this.#list();
    if (kind === 'range') this.#ranges -= 1;
    const otherwise = end.kind === 'else' ? this.#otherwise(kind, end) : undefined;
    this.variables.length = known;
    const node = { kind, source: this.source, at: pipe.at, pipe, body };
    return otherwise === undefined ? node : { kind, source: this.source, at: pipe.at, pipe, body, otherwise };
  }

  #otherwise(kind: 'if' | 'with' | 'range', { at }: End): ListNode {
    if (kind !== 'range' && this.tokens.peek().type === kind) {
      this.tokens.next();
      return { kind: 'list', source: this.source, at, nodes: [this.#branch(kind)] };
    }
    const { list, end } = this.#list();
    if (end.kind !== 'end') this.fail(`expected end; found ${this.#showEnd(end)}`);
    return list;
  }

  #block(): TemplateNode {
    const context = 'block clause';
    const token = this.tokens.nextNonSpace();
    const name = this.#templateName(token, context);
    const pipe = this.pipeline(context, 'right');
    const inner = this.#inner();
    inner.#add(name, inner.#body(context));
    return { kind: 'template', source: this.source, at: token.at, name, pipe };
  }

  #template(): TemplateNode {
    const context = 'template clause';
    const token = this.tokens.nextNonSpace();
    const name = this.#templateName(token, context);
    const node = { kind: 'template', source: this.source, at: token.at, name } as const;
    const next = this.tokens.nextNonSpace();
    if (next.type === 'right') return node;
    this.tokens.back(next);
    const pipe: PipeNode = this.pipeline(context, 'right');
    return { ...node, pipe };
  }

  #templateName(token: Token, context: string): string {
    if (token.type !== 'string' && token.type !== 'raw string') this.unexpected(token, context);
    return this.#unquoted(token);
  }

  #unquoted(token: Token): string {
    return unquote(token.text) ?? this.fail('invalid syntax');
  }

  #showEnd(end: End): string {
    return `{{${end.kind}}}`;
  }
}

function isEnd(node: Node | End): node is End {
  return node.kind === 'end' || node.kind === 'else';
}
