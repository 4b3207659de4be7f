import { MARK } from '../../gotemplate/value/marked.ts';
import { hiddenKey } from '../../yaml/node/hidden-scalar.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { alignItems } from './align.ts';
import { type Hiding, sameScalar } from './hide.ts';

/** Where a field stands: keys, and the places of items. */
export type FieldPath = readonly (string | number)[];

/** What of an object hangs on a test of what is not known. */
export interface MayBe {
  readonly path: FieldPath;
  /** `stays`: it is there, and may be gone or be something else; `comes`: it is not there, and may be. */
  readonly what: 'stays' | 'comes';
}

/** The same place of an object in a further rendering: a node; nothing; or a part of what is not looked at. */
type Other = Node | 'absent' | 'not-asked';

/** Compares an object with what it is in other renderings, field by field. */
export class ObjectComparison {
  readonly mayBe: MayBe[] = [];
  readonly #hiding: Hiding;
  /** What tells the object by its place, where its name is not known. */
  readonly #place: FieldPath;

  constructor(hiding: Hiding, place: FieldPath) {
    this.#hiding = hiding;
    this.#place = place;
  }

  /**
   * @param texts the node where other texts stand in
   * @param tests the node where tests come out the other way
   * @returns the node as it may be shown and compared
   */
  node(one: Node, texts: Other, tests: Other, path: FieldPath = []): Node {
    if (tests instanceof Object && kindOf(tests) !== kindOf(one)) {
      this.mayBe.push({ path, what: 'stays' });
      return this.node(one, texts, 'not-asked', path);
    }
    if (one instanceof Scalar) return this.#scalar(one, texts, tests, path);
    if (texts === 'absent' || (texts instanceof Object && kindOf(texts) !== kindOf(one)))
      return this.#hiding.whole(one);
    return one instanceof Mapping ? this.#mapping(one, texts, tests, path) : this.#sequence(one, texts, tests, path);
  }

  #scalar(one: Scalar, texts: Other, tests: Other, path: FieldPath): Scalar {
    const isTurned = tests instanceof Object && !sameScalar(one, tests);
    const other = texts instanceof Object ? texts : undefined;
    const isName = path.length === 2 && path[0] === 'metadata' && path[1] === 'name';
    const isMarked = tests instanceof Scalar && tests.text.includes(MARK);
    // What chance is in may be the same by chance, which says nothing of a test.
    const isChance = isMarked && this.#hiding.sources.isGenerated;
    const isSame = other !== undefined && sameScalar(one, other);
    if (isTurned && isSame && !isChance) this.mayBe.push({ path, what: 'stays' });
    return this.#hiding.scalar(one, { other, isTurned, isMarked }, isName ? this.#place : []);
  }

  #mapping(one: Mapping, texts: Other, tests: Other, path: FieldPath): Mapping {
    let hidden = 0;
    const entries = [...one.entries].map(([key, value]): readonly [string, Node] => {
      const inTexts = entryOf(texts, key);
      const inTests = entryOf(tests, key);
      const { hasSecrets } = this.#hiding.sources;
      const shown = inTexts === 'absent' && hasSecrets ? hiddenKey(hidden++) : key;
      return [shown, this.#child(value, inTexts, inTests, [...path, shown])];
    });
    if (tests instanceof Mapping) this.#noteNew(one, texts, tests, path);
    return new Mapping(entries, one.place, one.isFlow);
  }

  /** A key that is there only then may hold what is secret. */
  #noteNew(one: Mapping, texts: Other, tests: Mapping, path: FieldPath): void {
    for (const key of tests.entries.keys()) {
      if (one.get(key) !== undefined) continue;
      const isProven = !this.#hiding.sources.hasSecrets || entryOf(texts, key) !== 'absent';
      this.mayBe.push({ path: isProven && !key.includes(MARK) ? [...path, key] : path, what: 'comes' });
    }
  }

  #sequence(one: Sequence, texts: Other, tests: Other, path: FieldPath): Sequence {
    const inTexts = texts instanceof Sequence ? alignItems(one.items, texts.items) : undefined;
    const inTests = tests instanceof Sequence ? alignItems(one.items, tests.items) : undefined;
    const items = one.items.map((item, i) => this.#child(item, itemOf(inTexts, i), itemOf(inTests, i), [...path, i]));
    const paired = inTests?.filter((item) => item !== undefined).length ?? 0;
    if (tests instanceof Sequence && tests.items.length > paired) this.mayBe.push({ path, what: 'comes' });
    return new Sequence(items, one.place, one.isFlow);
  }

  #child(value: Node, texts: Other, tests: Other, path: FieldPath): Node {
    const isUncertain = tests === 'absent' || (texts === 'absent' && !this.#hiding.sources.hasSecrets);
    if (isUncertain) this.mayBe.push({ path, what: 'stays' });
    return this.node(value, texts, tests === 'absent' ? 'not-asked' : tests, path);
  }
}

function entryOf(other: Other, key: string): Other {
  if (other instanceof Mapping) return other.get(key) ?? 'absent';
  return other === 'not-asked' ? other : 'absent';
}

function itemOf(others: readonly (Node | undefined)[] | undefined, i: number): Other {
  return others === undefined ? 'not-asked' : (others[i] ?? 'absent');
}

function kindOf(node: Node): string {
  return node.kind;
}
