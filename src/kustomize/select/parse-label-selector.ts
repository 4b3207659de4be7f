import { checkLabelKey, type LabelOperator, type LabelRequirement, labelRequirement } from './label-requirement.ts';
import { SelectorError } from './selector-error.ts';

export type LabelSelector = LabelRequirement;

const OPERATORS: ReadonlyMap<string, LabelOperator> = new Map(
  (['in', 'notin', '=', '==', '!=', '>', '<'] as const).map((operator) => [operator, operator]),
);

/**
 * Parses a label selector: `a=b, c!=d, e in (x,y), f notin (z), g, !h, i>1`.
 *
 * @param field the name of the field it stands in, for messages
 * @throws SelectorError
 * @see k8s.io/apimachinery pkg/labels Parse
 */
export function parseLabelSelector(field: string, text: string): LabelSelector {
  const requirements = new Parser(field, labelTokens(text)).parse();
  return (labels) => requirements.every((isMet) => isMet(labels));
}

class Parser {
  readonly #field: string;
  readonly #tokens: readonly LabelToken[];
  #at = 0;

  constructor(field: string, tokens: readonly LabelToken[]) {
    this.#field = field;
    this.#tokens = tokens;
  }

  parse(): readonly LabelRequirement[] {
    const requirements: LabelRequirement[] = [];
    while (this.#peek().kind !== 'end') {
      if (!this.#isWord() && !this.#isSymbol('!')) throw this.#unexpected('a key');
      requirements.push(this.#requirement());
      if (this.#peek().kind === 'end') break;
      if (!this.#takeSymbol(',')) throw this.#unexpected('a comma or the end');
      if (!this.#isWord() && !this.#isSymbol('!')) throw this.#unexpected('a key after the comma');
    }
    return requirements;
  }

  #requirement(): LabelRequirement {
    const isAbsent = this.#takeSymbol('!');
    const key = this.#word('a key');
    checkLabelKey(this.#field, key);
    if (isAbsent) return labelRequirement(this.#field, key, 'absent', new Set());
    if (this.#isAtEnd()) return labelRequirement(this.#field, key, 'exists', new Set());
    const operator = OPERATORS.get(this.#peek().text);
    if (operator === undefined) throw this.#unexpected('an operator');
    this.#at++;
    const values = operator === 'in' || operator === 'notin' ? this.#values() : this.#value();
    return labelRequirement(this.#field, key, operator, values);
  }

  #value(): ReadonlySet<string> {
    return new Set([this.#isAtEnd() ? '' : this.#word('a value')]);
  }

  /**
   * `()`, and nothing before, between or behind commas, is the empty value; but a pair of commas wants a value behind it.
   *
   * @see k8s.io/apimachinery pkg/labels Parser.parseValues, parseIdentifiersList
   */
  #values(): ReadonlySet<string> {
    if (!this.#takeSymbol('(')) throw this.#unexpected('(');
    if (this.#takeSymbol(')')) return new Set(['']);
    const values = new Set<string>();
    for (;;) {
      if (this.#isWord()) {
        values.add(this.#word('a value'));
        if (this.#takeSymbol(')')) return values;
        if (!this.#isSymbol(',')) throw this.#unexpected('a comma or )');
      } else {
        if (!this.#takeSymbol(',')) throw this.#unexpected('a value or a comma');
        if (values.size === 0) values.add('');
        if (this.#takeSymbol(')')) return values.add('');
        if (this.#takeSymbol(',')) values.add('');
      }
    }
  }

  #peek(): LabelToken {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  #isWord(): boolean {
    const { kind } = this.#peek();
    return kind === 'word' || kind === 'in' || kind === 'notin';
  }

  #isSymbol(text: string): boolean {
    const token = this.#peek();
    return token.kind === 'symbol' && token.text === text;
  }

  /** @returns whether the symbol stood here, and is behind now. */
  #takeSymbol(text: string): boolean {
    const isHere = this.#isSymbol(text);
    if (isHere) this.#at++;
    return isHere;
  }

  #isAtEnd(): boolean {
    return this.#peek().kind === 'end' || this.#isSymbol(',');
  }

  #word(what: string): string {
    if (!this.#isWord()) throw this.#unexpected(what);
    const { text } = this.#peek();
    this.#at++;
    return text;
  }

  #unexpected(expected: string): SelectorError {
    const { kind, text } = this.#peek();
    return new SelectorError(this.#field, `expected ${expected}, found ${kind === 'end' ? 'the end' : text}`);
  }
}

/** What the grammar of label selectors knows; `word` is a key or a value, `in` and `notin` may be either. */
type LabelToken =
  | { readonly kind: 'word' | 'in' | 'notin' | 'end'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: string };

const SYMBOLS = new Set([')', ',', '!', '==', '=', '>', '<', '!=', '(']);
const TOKEN = /[ \t\r\n]*(?:([=!(),><]+)|([^=!(),>< \t\r\n\0]+))?/y;

/**
 * @returns the tokens of a label selector, ended by one of kind `end`.
 * @see k8s.io/apimachinery pkg/labels Lexer
 */
function labelTokens(text: string): readonly LabelToken[] {
  const tokens: LabelToken[] = [];
  for (let at = 0; ; ) {
    TOKEN.lastIndex = at;
    const [, symbols, word] = TOKEN.exec(text) ?? [];
    at = TOKEN.lastIndex;
    if (symbols !== undefined) {
      const symbol = SYMBOLS.has(symbols.slice(0, 2)) ? symbols.slice(0, 2) : symbols.slice(0, 1);
      at -= symbols.length - symbol.length;
      tokens.push({ kind: 'symbol', text: symbol });
    } else if (word !== undefined) {
      tokens.push({ kind: word === 'in' || word === 'notin' ? word : 'word', text: word });
    } else {
      return [...tokens, { kind: 'end', text: '' }];
    }
  }
}
