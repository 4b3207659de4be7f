/** What the grammar of label selectors knows; `word` is a key or a value, `in` and `notin` may be either. */
export type LabelToken =
  | { readonly kind: 'word' | 'in' | 'notin' | 'end'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: string };

const SYMBOLS = new Set([')', ',', '!', '==', '=', '>', '<', '!=', '(']);
const TOKEN = /[ \t\r\n]*(?:([=!(),><]+)|([^=!(),>< \t\r\n\0]+))?/y;

/**
 * @returns the tokens of a label selector, ended by one of kind `end`.
 * @see k8s.io/apimachinery pkg/labels Lexer
 */
export function labelTokens(text: string): readonly LabelToken[] {
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
