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
