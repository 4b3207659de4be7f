import { byteLength, sliceBytes } from '../../value/bytes.ts';
import { GoError } from '../../value/go-error.ts';

/** @returns the first bytes of a text, or with a negative count its last: `trunc` */
export function truncateText(count: bigint, text: string): string {
  const length = byteLength(text);
  const bytes = Number(count);
  if (bytes < 0 && length + bytes > 0) return sliceBytes(text, length + bytes);
  return bytes >= 0 && length > bytes ? sliceBytes(text, 0, bytes) : text;
}

/** @returns the bytes from a start to an end: `substr`. @throws GoError where Go panics */
export function substring(start: bigint, end: bigint, text: string): string {
  const length = BigInt(byteLength(text));
  if (start < 0n) return slice(text, 0n, end, length);
  return slice(text, start, end < 0n || end > length ? length : end, length);
}

function slice(text: string, start: bigint, end: bigint, length: bigint): string {
  const problem = 'runtime error: slice bounds out of range';
  if (end < 0n) throw new GoError(`${problem} [:${end}]`);
  if (end > length) throw new GoError(`${problem} [:${end}] with length ${length}`);
  if (start > end) throw new GoError(`${problem} [${start}:${end}]`);
  return sliceBytes(text, Number(start), Number(end));
}

/** @returns a text cut at each separator, `""` between all characters, into at most a number of parts: `strings.SplitN` */
export function splitText(text: string, separator: string, most = -1): readonly string[] {
  if (most === 0) return [];
  const parts = separator === '' ? [...text] : text.split(separator);
  if (most < 0 || parts.length <= most) return parts;
  return [...parts.slice(0, most - 1), parts.slice(most - 1).join(separator)];
}

/** @returns a text with each of one text replaced by another: `strings.ReplaceAll` */
export function replaceText(from: string, to: string, text: string): string {
  if (from !== '') return text.replaceAll(from, to.replaceAll('$', '$$$$'));
  return to + [...text].map((c) => c + to).join('');
}

/** @returns a text without characters of a set at its ends: `strings.Trim` */
export function trimSet(set: string, text: string): string {
  const cut = new Set(set);
  const characters = [...text];
  const start = characters.findIndex((c) => !cut.has(c));
  if (start < 0) return '';
  const end = characters.findLastIndex((c) => !cut.has(c));
  return characters.slice(start, end + 1).join('');
}

/** Works on one character for each byte: `util.AbbreviateFull`. */
export function abbreviate(text: string, offset: number, width: number): string {
  if (text === '' || width < 4) return '';
  if (text.length <= width) return text;
  let start = Math.min(offset, text.length);
  if (text.length - start < width - 3) start = text.length - (width - 3);
  if (start <= 4) return `${text.slice(0, width - 3)}...`;
  if (width < 7) return '';
  if (start + width - 3 < text.length) return `...${abbreviate(text.slice(start), 0, width - 3)}`;
  return `...${text.slice(text.length - (width - 3))}`;
}

/**
 * Works on one character for each byte: `util.WrapCustom`.
 * @param breaksWords whether words that are longer than a line are cut
 */
export function wrapWords(text: string, width: number, lineBreak: string, breaksWords: boolean): string {
  const most = Math.max(1, width);
  const between = lineBreak === '' ? '\n' : lineBreak;
  let out = '';
  let at = 0;
  while (text.length - at > most) {
    if (text[at] === ' ') {
      at += 1;
      continue;
    }
    const space = text.lastIndexOf(' ', at + most);
    const end = space >= at ? space : breaksWords ? at + most : text.indexOf(' ', at + most);
    if (end < 0) return out + text.slice(at);
    out += text.slice(at, end) + between;
    at = space < at && breaksWords ? end : end + 1;
  }
  return out + text.slice(at);
}
