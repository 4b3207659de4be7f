const LETTER = /^\p{L}/u;
const DIGIT = /^\p{Nd}/u;

/** Orders keys as go-yaml v2's `keyList.Less`: letters by code, numbers by size, and both behind everything else. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return compareAt(a, b, startOfPair(a, i));
  }
  return a.length - b.length;
}

/** Go compares code points; a pair of surrogates that differs in its second half differs at its first. */
function startOfPair(text: string, i: number): number {
  const c = text.charCodeAt(i - 1);
  return c >= 0xd800 && c <= 0xdbff ? i - 1 : i;
}

function compareAt(a: string, b: string, i: number): number {
  const x = a.codePointAt(i) ?? 0;
  const y = b.codePointAt(i) ?? 0;
  const isLetterX = isLetter(x);
  const isLetterY = isLetter(y);
  if (isLetterX && isLetterY) return x - y;
  if (isLetterX || isLetterY) return isLetterY ? -1 : 1;
  // A zero within a number that has begun does not start a shorter one: 100 and 10 compare as 1000 and 10.
  const seed = (x === 48 || y === 48) && isBehindNumber(a, i) ? 1n : 0n;
  const left = readNumber(a, i, seed);
  const right = readNumber(b, i, seed);
  if (left.value !== right.value) return left.value < right.value ? -1 : 1;
  return left.digits !== right.digits ? left.digits - right.digits : x - y;
}

function isBehindNumber(text: string, i: number): boolean {
  for (let j = i - 1; j >= 0 && isDigit(text.charCodeAt(j)); j--) if (text.charCodeAt(j) !== 48) return true;
  return false;
}

function readNumber(text: string, start: number, seed: bigint): { readonly value: bigint; readonly digits: number } {
  let value = seed;
  let digits = 0;
  for (const character of text.slice(start)) {
    const c = character.codePointAt(0) ?? 0;
    if (!isDigit(c)) break;
    value = BigInt.asIntN(64, value * 10n + BigInt(c - 48));
    digits++;
  }
  return { value, digits };
}

function isLetter(c: number): boolean {
  if (c < 128) return (c >= 97 && c <= 122) || (c >= 65 && c <= 90);
  return LETTER.test(String.fromCodePoint(c));
}

function isDigit(c: number): boolean {
  if (c < 128) return c >= 48 && c <= 57;
  return DIGIT.test(String.fromCodePoint(c));
}
