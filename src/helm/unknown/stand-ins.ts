import type { Scalar } from '../../yaml/node/node.ts';
import { opaqueText } from '../../yaml/node/opaque-text.ts';
import { tokenOf, unknownIn } from './stand-in.ts';
import type { World } from './world.ts';

/** A text in which what is not known is told by tokens. */
export interface Embedded {
  /** Equal for what is equal, as far as that is known. */
  readonly text: string;
  /** With words in place of the tokens. */
  readonly shown: string;
}

/** A shorter text may stand in another one by chance. */
const SHORTEST = 4;
export const GENERATED = '(generated in the cluster)';
export const NOT_KNOWN = '(not known)';
/** What stands for anything that is made by chance. */
export const GENERATED_TOKEN = opaqueText(['generated']);

interface StandIn {
  readonly text: string;
  readonly token: string;
  readonly shown: string;
}

/** Finds in texts of two renderings what stands for what is not known, by which all else in them is known to be the same. */
export class StandIns {
  readonly #known: readonly StandIn[];
  readonly #others: readonly StandIn[];

  constructor(unknown: readonly Scalar[], known: World, others: World) {
    const values = (world: World) =>
      unknown.map((scalar) => {
        const text = String(unknownIn(world.kind, scalar));
        return { text, token: tokenOf(scalar.text), shown: scalar.marks.template ?? NOT_KNOWN };
      });
    this.#known = withBase64([...values(known), ...madeIn(known)]);
    this.#others = withBase64([...values(others), ...madeIn(others)]);
  }

  /** @returns a text with tokens in it, where that is all in which two renderings of it differ */
  embedded(known: string, other: string): Embedded | undefined {
    const text = replaced(known, this.#known, ({ token }) => token);
    if (text !== replaced(other, this.#others, ({ token }) => token)) return undefined;
    return { text, shown: replaced(known, this.#known, ({ shown }) => shown) };
  }
}

function madeIn({ made }: World): readonly StandIn[] {
  return [...made].map((text) => ({ text, token: GENERATED_TOKEN, shown: GENERATED }));
}

/** Longer ones first, of which others may be a part. */
function withBase64(texts: readonly StandIn[]): readonly StandIn[] {
  return texts
    .filter(({ text }) => text.length >= SHORTEST)
    .flatMap((each) => [each, { ...each, text: encoded(each.text), token: encoded(each.token) }])
    .sort((a, b) => b.text.length - a.text.length);
}

/** Who looks for tokens in a text decodes it. */
function encoded(text: string): string {
  return Buffer.from(text).toString('base64');
}

function replaced(text: string, all: readonly StandIn[], by: (found: StandIn) => string): string {
  return all.reduce((left, each) => (left.includes(each.text) ? left.split(each.text).join(by(each)) : left), text);
}
