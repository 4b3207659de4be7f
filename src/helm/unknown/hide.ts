import { hiddenKey } from '../../yaml/node/hidden-scalar.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { opaqueText } from '../../yaml/node/opaque-text.ts';
import type { Embedded, StandIns } from './stand-ins.ts';
import { GENERATED, GENERATED_TOKEN, NOT_KNOWN } from './stand-ins.ts';

/** What a release takes from where it must not be shown, or is not known. */
export interface Sources {
  /** Secrets of which the content is known. */
  readonly hasSecrets: boolean;
  /** Values that are not known, each by its token. */
  readonly unknown: readonly string[];
  /** Chance, or the time. */
  readonly isGenerated: boolean;
  /** What only the cluster has. */
  readonly asksCluster: boolean;
}

/** How a field is found to hang on what is not known. */
export interface Finding {
  /** The same field where other texts stand in; `undefined` where there is none. */
  readonly other: Node | undefined;
  /** Whether it is another one where tests come out the other way, or what hangs on them is marked. */
  readonly isTurned: boolean;
  /** Whether that is so since it holds a mark, and not only since a test came out the other way. */
  readonly isMarked: boolean;
}

/** Replaces the fields of rendered objects by what may be shown and compared. */
export class Hiding {
  readonly sources: Sources;
  readonly #standIns: StandIns;
  readonly #isUntold: boolean;

  /** @param tests whether it could be told what hangs on tests of what is not known */
  constructor(sources: Sources, standIns: StandIns, tests: 'told' | 'untold') {
    this.sources = sources;
    this.#standIns = standIns;
    this.#isUntold = tests === 'untold';
  }

  /** @param place what tells it from others that hang on the same, where that counts */
  scalar(one: Scalar, { other, isTurned, isMarked }: Finding, place: readonly (string | number)[] = []): Scalar {
    const isSame = other !== undefined && sameScalar(one, other);
    if (isSame && !isTurned) return one;
    if (isSame) return this.#turned(one, isMarked);
    const embedded = other instanceof Scalar ? this.#standIns.embedded(one.text, other.text) : undefined;
    if (embedded !== undefined) return this.#embedded(one, embedded, place);
    if (this.sources.hasSecrets && !this.#mayBeChance(isTurned)) return one.marked({ hidden: 'secret' });
    if (other === undefined && !this.sources.hasSecrets) return one;
    return opaque(one, this.#token(one.text, place), this.#reason);
  }

  /** Then its token has nothing of its text. Any other would let guesses at a secret in it be tried, as tokens have no key. */
  #mayBeChance(isTurned: boolean): boolean {
    return this.sources.isGenerated && (isTurned || this.#isUntold);
  }

  /** What chance is in may be the same by chance. */
  #turned(one: Scalar, isMarked: boolean): Scalar {
    if (isMarked && this.sources.isGenerated) return opaque(one, this.#token(one.text, []), this.#reason);
    return opaque(one, opaqueText(['turned', one.text]), `${one.text === '' ? '(empty)' : one.text} (or another)`);
  }

  /** @returns a node of which nothing is known to be free of what is hidden */
  whole(node: Node): Node {
    if (!this.sources.hasSecrets) return node;
    if (node instanceof Scalar) return node.marked({ hidden: 'secret' });
    if (node instanceof Sequence)
      return new Sequence(
        node.items.map((item) => this.whole(item)),
        node.place,
      );
    const entries = [...node.entries.values()].map((value, i) => [hiddenKey(i), this.whole(value)] as const);
    return new Mapping(entries, node.place);
  }

  #embedded(one: Scalar, { text, shown }: Embedded, place: readonly (string | number)[]): Scalar {
    if (place.length === 0 || !text.includes(GENERATED_TOKEN)) return opaque(one, text, shown);
    return opaque(one, `${text}-${opaqueText([text, ...place])}`, shown);
  }

  /** What chance is in is the same before and after, and nothing else of it is known. */
  #token(text: string, place: readonly (string | number)[]): string {
    const { isGenerated, unknown } = this.sources;
    return isGenerated ? opaqueText(['generated', ...unknown, ...place]) : opaqueText(['unknown', text]);
  }

  get #reason(): string {
    const { isGenerated, unknown, asksCluster } = this.sources;
    if (isGenerated && unknown.length === 0) return GENERATED;
    return asksCluster && unknown.length === 0 ? '(as in the cluster)' : NOT_KNOWN;
  }
}

export function sameScalar(one: Node, other: Node): boolean {
  return one instanceof Scalar && other instanceof Scalar && one.text === other.text && one.tag === other.tag;
}

function opaque({ place }: Scalar, text: string, shown: string): Scalar {
  return new Scalar(text, 'str', 'double', place, { hidden: 'opaque', template: shown });
}
