/** @returns a text in backticks: in a sentence that is yet to be escaped, one name, spaces included */
export function quoted(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

/** @returns a sentence without backticks: they are markdown's, and a terminal reads better without them */
export function unquoted(text: string): string {
  return text.replaceAll('`', '');
}
