/** What a character of ASCII counts. */
const COUNTS = Uint8Array.from({ length: 128 }, (_, c) => ('\n,[{:'.includes(String.fromCharCode(c)) ? 1 : 0));

/**
 * @returns at most how many nodes a text of YAML or JSON has: what begins a line, a list, a map or an item, of which each
 * may become an object in memory, and some stand in texts
 */
export function countNodes(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < COUNTS.length) count += COUNTS[c] ?? 0;
  }
  return count;
}
