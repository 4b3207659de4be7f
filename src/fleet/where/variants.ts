/** Numbers contents in the order in which they come up: equal contents have equal numbers, from 1 on. */
export class Variants<Content> {
  readonly #known: Content[] = [];
  readonly #isSame: (a: Content, b: Content) => boolean;

  constructor(isSame: (a: Content, b: Content) => boolean) {
    this.#isSame = isSame;
  }

  numberOf(content: Content): number {
    const at = this.#known.findIndex((known) => this.#isSame(known, content));
    return at < 0 ? this.#known.push(content) : at + 1;
  }
}
