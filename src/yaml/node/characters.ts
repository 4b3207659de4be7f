/** Character classes of libyaml, on UTF-16 code units; 0 stands for the end of the text. */
export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;

export function isBreak(c: number): boolean {
  return c === LF || c === CR || c === 0x85 || c === 0x2028 || c === 0x2029;
}

export function isBlank(c: number): boolean {
  return c === SPACE || c === TAB;
}

export function isBreakOrEnd(c: number): boolean {
  return c === LF || c === 0 || c === CR || c === 0x85 || c === 0x2028 || c === 0x2029;
}

export function isBlankOrEnd(c: number): boolean {
  return c === SPACE || c === LF || c === TAB || c === 0 || c === CR || c === 0x85 || c === 0x2028 || c === 0x2029;
}

/** @returns whether a character may stand in an anchor or a tag handle. */
export function isWord(c: number): boolean {
  return (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95 || c === 45;
}
