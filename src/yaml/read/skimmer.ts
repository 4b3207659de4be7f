import { Mapping, type Node, Scalar, Sequence, type Style } from '../node/node.ts';
import type { Source } from '../node/source.ts';
import { Composer, type KeyRules, type Opened } from './composer.ts';
import type { Properties } from './scan-property.ts';

/** Unwinds skimming where what stands deep may decide what stands above it. */
export class Unskimmable extends Error {}

/** What stands for all that is deep; of a text nobody asks whether it is a number. */
const SCALAR = new Scalar('', 'str', 'double');
const MAPPING = new Mapping([]);
const SEQUENCE = new Sequence([]);

/**
 * Makes the upper nodes of a document; what is deeper is read for its mistakes only, and is empty. Most of a definition of
 * custom resources is deep, and takes many times its text in memory.
 */
export class Skimmer extends Composer {
  readonly #levels: number;

  /** @param levels how many collections may be within one another where nodes are made */
  constructor(source: Source, keys: KeyRules | undefined, levels: number) {
    super(source, keys);
    this.#levels = levels;
  }

  override get isSkimming(): boolean {
    return this.depth > this.#levels;
  }

  override open(offset: number, properties: Properties | undefined): Opened {
    this.#refuse(properties);
    return super.open(offset, properties);
  }

  override scalar(text: string, style: Style, properties: Properties | undefined, offset: number): Scalar {
    this.#refuse(properties);
    if (!this.isSkimming) return super.scalar(text, style, properties, offset);
    if (text === '<<') throw new Unskimmable();
    this.count(1, offset);
    return SCALAR;
  }

  override empty(properties: Properties | undefined, offset: number, inFlow: boolean): Scalar {
    return this.isSkimming ? this.scalar('', 'plain', properties, offset) : super.empty(properties, offset, inFlow);
  }

  override mapping(
    opened: Opened,
    entries: Map<string, Node>,
    properties: Properties | undefined,
    isFlow = false,
  ): Node {
    return this.isSkimming
      ? this.close(opened, MAPPING, properties)
      : super.mapping(opened, entries, properties, isFlow);
  }

  override sequence(opened: Opened, items: readonly Node[], properties: Properties | undefined, isFlow = false): Node {
    return this.isSkimming
      ? this.close(opened, SEQUENCE, properties)
      : super.sequence(opened, items, properties, isFlow);
  }

  /** An anchor may be referred to from above, and a tag asks what the text is. */
  #refuse(properties: Properties | undefined): void {
    if (properties !== undefined) throw new Unskimmable();
  }
}
