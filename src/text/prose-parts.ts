/** A word that markdown and GitHub read as nothing but a word: no `GH-1`, no commit id, no `@`, `#`, `/` or dot. */
export const word = /^(?!.*gh-\d)(?!.*[0-9a-f]{7}(?![a-z\d]))[\p{L}\p{Nd}]+(?:[-'’][\p{L}\p{Nd}]+)*$/iu;

interface ProsePart {
  readonly text: string;
  readonly isCode: boolean;
}

/**
 * Tells the words of one of our sentences from names of the repository in it: what is not a plain word. Text in backticks
 * is one name, spaces included; so is a word in quotation marks.
 */
export function proseParts(sentence: string): readonly ProsePart[] {
  return [...sentence.matchAll(/`([^`]+)`|[^\s`]+|`|\s+/g)].flatMap(([token, quoted]) =>
    quoted === undefined ? partsOf(token) : [{ text: quoted, isCode: true }],
  );
}

function partsOf(token: string): readonly ProsePart[] {
  if (/^\s+$/.test(token)) return [plain(' ')];
  if (/^[(,.;:!?)…·→–—]+$/u.test(token)) return [plain(token)];
  const [, open = '', inner = '', close = ''] = /^([("“']*)(.*?)([)"”',.;:!?]*)$/su.exec(token) ?? [];
  const isNumber = /^\d{1,6}$/.test(inner) && close === '';
  if (isNumber || (!/^\d+$/.test(inner) && word.test(inner))) return [plain(token)];
  if (inner === '') return [{ text: token, isCode: true }];
  // Quotation marks around code would quote it twice.
  const isQuoted = open === '"' && close.startsWith('"');
  const [before, after] = isQuoted ? ['', close.slice(1)] : [open, close];
  return [plain(before), { text: inner, isCode: true }, plain(after)].filter(({ text }) => text !== '');
}

function plain(text: string): ProsePart {
  return { text, isCode: false };
}
