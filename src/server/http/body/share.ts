import type { Most } from './body-limits.ts';
import type { UnfinishedBody } from './unfinished-body.ts';

/**
 * What bodies take of the memory, of all clients or of one. Whose a body is shows only after its last byte, so who comes
 * is never refused for who is there: what is slowest goes. A delivery of GitHub's is over before it is that.
 */
export class Share {
  readonly #most: Most;
  /** Each with how to end it, which closes it here. */
  readonly #unfinished = new Map<UnfinishedBody, () => void>();
  #bytes = 0;

  constructor(most: Most) {
    this.#most = most;
  }

  get isEmpty(): boolean {
    return this.#unfinished.size === 0 && this.#bytes === 0;
  }

  open(body: UnfinishedBody, evict: () => void): void {
    this.#unfinished.set(body, evict);
    if (this.#unfinished.size > this.#most.bodies) this.#evict((each, now) => each.idling(now));
  }

  count(bytes: number): void {
    this.#bytes += bytes;
  }

  /** Makes room for what a body has got, if need be by that body's own end. */
  makeRoomFor(body: UnfinishedBody): void {
    while (this.#bytes > this.#most.bytes && this.#unfinished.has(body)) this.#evict((each, now) => each.hoarding(now));
  }

  /** It is whole, or over: not one to end any more. Its bytes are kept until they are released. */
  close(body: UnfinishedBody): void {
    this.#unfinished.delete(body);
  }

  release(bytes: number): void {
    this.#bytes -= bytes;
  }

  #evict(slowness: (body: UnfinishedBody, now: number) => number): void {
    const now = performance.now();
    let slowest = -1;
    let evict: (() => void) | undefined;
    for (const [body, end] of this.#unfinished) {
      const its = slowness(body, now);
      if (its <= slowest) continue;
      slowest = its;
      evict = end;
    }
    evict?.();
  }
}
