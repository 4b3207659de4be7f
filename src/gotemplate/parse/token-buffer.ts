import type { Lexer } from './lexer.ts';
import type { Token } from './token.ts';

/** Tokens with up to three taken back. Errors tell the line of the one that was read last, however many were. */
export class TokenBuffer {
  readonly #lexer: Lexer;
  readonly #back: Token[] = [];
  #last: Token | undefined;

  constructor(lexer: Lexer) {
    this.#lexer = lexer;
  }

  /** The line of the token that was read last. */
  get line(): number {
    return this.#last === undefined ? 0 : this.#lexer.lineOf(this.#last);
  }

  next(): Token {
    const again = this.#back.pop();
    if (again !== undefined) return again;
    this.#last = this.#lexer.next();
    return this.#last;
  }

  /** Takes a token back that was read last, or before those that were taken back. */
  back(token: Token): void {
    this.#back.push(token);
  }

  peek(): Token {
    const token = this.next();
    this.#back.push(token);
    return token;
  }

  nextNonSpace(): Token {
    let token = this.next();
    while (token.type === 'space') token = this.next();
    return token;
  }

  peekNonSpace(): Token {
    const token = this.nextNonSpace();
    this.#back.push(token);
    return token;
  }
}
