/** One blob's text, shared by every node parsed from it, so that a node can tell its line without carrying it. */
export class Source {
  /** The blob's id; `undefined` for text that stands in no file (an inline patch that was re-read, a generated kustomization). */
  readonly id: string | undefined;
  readonly text: string;
  #lineStarts: readonly number[] | undefined;

  constructor(text: string, id?: string) {
    this.text = text;
    this.id = id;
  }

  /** @returns the 1-based line of a character offset. */
  lineAt(offset: number): number {
    this.#lineStarts ??= findLineStarts(this.text);
    let low = 0;
    let high = this.#lineStarts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#lineStarts[middle] ?? Number.POSITIVE_INFINITY) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
