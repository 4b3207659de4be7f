const [LINE_FEED, COMMA, BRACKET, BRACE, COLON] = [...'\n,[{:'].map((c) => c.charCodeAt(0));

/**
 * @returns at most how many nodes a text of YAML or JSON has: what begins a line, a list, a map or an item, of which each
 * may become an object in memory, and some stand in texts
 */
export function countNodes(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === LINE_FEED || c === COMMA || c === BRACKET || c === BRACE || c === COLON) count += 1;
  }
  return count;
}
