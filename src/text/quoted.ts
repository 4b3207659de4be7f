/** @returns a text in backticks: in a sentence that is yet to be escaped, one name, spaces included */
export function quoted(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}
