import { quoteText } from '../format/quote.ts';

/** What a token is; a keyword's is its own word in capitals' stead, such as `range`. */
export type TokenType =
  | 'error'
  | 'bool'
  | 'char'
  | 'character'
  | 'complex'
  | 'assign'
  | 'declare'
  | 'eof'
  | 'field'
  | 'identifier'
  | 'left'
  | '('
  | 'number'
  | 'pipe'
  | 'raw string'
  | 'right'
  | ')'
  | 'space'
  | 'string'
  | 'text'
  | 'variable'
  | '.'
  | Keyword;

type Keyword =
  | 'block'
  | 'break'
  | 'continue'
  | 'define'
  | 'else'
  | 'end'
  | 'if'
  | 'nil'
  | 'range'
  | 'template'
  | 'with';

const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  (['block', 'break', 'continue', 'define', 'else', 'end', 'if', 'nil', 'range', 'template', 'with'] as const).map(
    (word) => [word, word],
  ),
);

export interface Token {
  readonly type: TokenType;
  /** Where it begins, in UTF-16 units. */
  readonly at: number;
  /** Its text, or the message of an error. */
  readonly text: string;
}

/** @returns the keyword that a word is, if any. */
export function keywordOf(word: string): Keyword | undefined {
  return KEYWORDS.get(word);
}

/** @returns a token as Go's messages show it. */
export function showToken(token: Token): string {
  if (token.type === 'eof') return 'EOF';
  if (token.type === 'error') return token.text;
  if (token.type === '.' || KEYWORDS.has(token.type)) return `<${token.text}>`;
  const characters = [...token.text];
  const isLong = new TextEncoder().encode(token.text).length > 10;
  return isLong ? `${quoteText(characters.slice(0, 10).join(''))}...` : quoteText(token.text);
}
