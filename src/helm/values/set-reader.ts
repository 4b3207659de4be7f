/** Reads the text of `--set` piece by piece. */
export class SetReader {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#characters = [...text];
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#characters.length;
  }

  /** Steps over a character where it stands next. @returns whether it does */
  takes(character: string): boolean {
    if (this.#characters[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  /**
   * Steps behind the next of some characters.
   *
   * @returns what stands before it, a backslash before any character taken away, and which it is; `undefined` where
   * the text ends before
   */
  until(stops: string): { readonly text: string; readonly stop: string | undefined } {
    let text = '';
    while (!this.isAtEnd) {
      let c = this.#characters[this.#at] ?? '';
      this.#at += 1;
      if (stops.includes(c)) return { text, stop: c };
      if (c === '\\') {
        if (this.isAtEnd) break;
        c = this.#characters[this.#at] ?? '';
        this.#at += 1;
      }
      text += c;
    }
    return { text, stop: undefined };
  }
}
