const DIGITS = /[0-9_]/;
const HEX_DIGITS = /[0-9a-fA-F_]/;
const OCTAL_DIGITS = /[0-7_]/;
const BINARY_DIGITS = /[01_]/;
const ALPHANUMERIC = /[\p{L}\p{Nd}_]/u;

/**
 * @returns where what looks like a number ends, and whether nothing that cannot follow a number follows it: `scanNumber`
 * of Go's lexer. Whether it is one is decided when it is read.
 */
export function scanNumber(text: string, start: number): { readonly end: number; readonly isGood: boolean } {
  let at = start;
  const accept = (set: RegExp): boolean => {
    const c = text[at];
    if (c === undefined || !set.test(c)) return false;
    at += 1;
    return true;
  };
  const acceptRun = (set: RegExp): void => {
    while (accept(set));
  };
  accept(/[+-]/);
  let digits = DIGITS;
  if (accept(/0/)) {
    if (accept(/[xX]/)) digits = HEX_DIGITS;
    else if (accept(/[oO]/)) digits = OCTAL_DIGITS;
    else if (accept(/[bB]/)) digits = BINARY_DIGITS;
  }
  acceptRun(digits);
  if (accept(/\./)) acceptRun(digits);
  const exponent = digits === DIGITS ? /[eE]/ : digits === HEX_DIGITS ? /[pP]/ : undefined;
  if (exponent !== undefined && accept(exponent)) {
    accept(/[+-]/);
    acceptRun(DIGITS);
  }
  accept(/i/);
  const code = text.codePointAt(at);
  const next = code === undefined ? '' : String.fromCodePoint(code);
  if (next !== '' && ALPHANUMERIC.test(next)) return { end: at + next.length, isGood: false };
  return { end: at, isGood: true };
}
