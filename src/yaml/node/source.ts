/** Where an inner text stands in an outer one: the line of its first line. */
interface Within {
  readonly source: Source;
  /** 1-based, in the outer text. */
  readonly line: number;
}

/** One blob's text, shared by every node parsed from it, so that a node can tell its line without carrying it. */
export class Source {
  /** The blob's id; `undefined` for text that is not a whole file. */
  readonly id: string | undefined;
  readonly text: string;
  /** The text that holds this one, as a kustomization file holds an inline patch. */
  readonly within: Within | undefined;
  #lineStarts: readonly number[] | undefined;

  constructor(text: string, id?: string, within?: Within) {
    this.text = text;
    this.id = id;
    this.within = within;
  }

  /** The source of the file that this text stands in: itself, but for an inner text. */
  get file(): Source {
    return this.within === undefined ? this : this.within.source.file;
  }

  /** @returns the 1-based line of a character offset, in the file that holds it. */
  lineAt(offset: number): number {
    const line = this.#ownLineAt(offset);
    return this.within === undefined ? line : this.within.line + line - 1;
  }

  /** @returns the 1-based column of a character offset, in its own text */
  columnAt(offset: number): number {
    return offset - this.text.lastIndexOf('\n', offset - 1);
  }

  #ownLineAt(offset: number): number {
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
