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

/** By how they begin, and by how long they are, the longest first: so a text is read once, however many there are. */
type Index = ReadonlyMap<string, ReadonlyMap<number, ReadonlyMap<string, StandIn>>>;

/** Finds in texts of two renderings what stands for what is not known, by which all else in them is known to be the same. */
export class StandIns {
  readonly #known: Index;
  readonly #others: Index;

  constructor(unknown: readonly Scalar[], known: World, others: World) {
    const values = (world: World) =>
      unknown.map((scalar) => {
        const text = String(unknownIn(world.kind, scalar));
        return { text, token: tokenOf(scalar.text), shown: scalar.marks.template ?? NOT_KNOWN };
      });
    this.#known = indexOf([...values(known), ...madeIn(known)]);
    this.#others = indexOf([...values(others), ...madeIn(others)]);
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
function indexOf(texts: readonly StandIn[]): Index {
  const all = texts
    .filter(({ text }) => text.length >= SHORTEST)
    .flatMap((each) => [each, { ...each, text: encoded(each.text), token: encoded(each.token) }])
    .sort((a, b) => b.text.length - a.text.length);
  const index = new Map<string, Map<number, Map<string, StandIn>>>();
  for (const each of all) {
    const start = each.text.slice(0, SHORTEST);
    const byLength = index.get(start) ?? new Map<number, Map<string, StandIn>>();
    const byText = byLength.get(each.text.length) ?? new Map<string, StandIn>();
    index.set(start, byLength.set(each.text.length, byText));
    if (!byText.has(each.text)) byText.set(each.text, each);
  }
  return index;
}

/** Who looks for tokens in a text decodes it. */
function encoded(text: string): string {
  return Buffer.from(text).toString('base64');
}

function replaced(text: string, index: Index, by: (found: StandIn) => string): string {
  let result = '';
  let written = 0;
  for (let at = 0; at <= text.length - SHORTEST; ) {
    const found = foundAt(text, at, index);
    if (found === undefined) {
      at += 1;
      continue;
    }
    result += text.slice(written, at) + by(found);
    at += found.text.length;
    written = at;
  }
  return result + text.slice(written);
}

function foundAt(text: string, at: number, index: Index): StandIn | undefined {
  for (const [length, byText] of index.get(text.slice(at, at + SHORTEST)) ?? []) {
    const found = byText.get(text.slice(at, at + length));
    if (found !== undefined) return found;
  }
  return undefined;
}
