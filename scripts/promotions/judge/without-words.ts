/** @returns a text without the words by which clusters are told apart */
export function withoutWords(words: readonly string[]): (text: string) => string {
  const all = new Set(words);
  return (text) =>
    text
      .split(/([^A-Za-z0-9]+)/)
      .map((part) => (all.has(part) ? '*' : part))
      .join('');
}
