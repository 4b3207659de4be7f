import type { Read, ReadRoot } from '../../gotemplate/run/trail.ts';
import { integerOf } from '../../gotemplate/value/kinds.ts';
import { GoList, GoMap, type Value } from '../../gotemplate/value/value.ts';
import { segmentsText } from './leaves.ts';
import { MASK, type UsedValue } from './trace-types.ts';
import { type ValueOrigins, valueAtPath } from './value-origins.ts';

/** Tells of reads what was read and who set it. */
export class UsedValues {
  readonly #origins: ValueOrigins;
  readonly #builtIn: (root: ReadRoot) => Value;
  readonly #known = new Map<Read, UsedValue>();
  /** The paths of values that have become part of a Secret: whoever shows them shows it. */
  readonly #secret = new Set<string>();
  /** Those of the maps and lists that hold them. */
  readonly #holders = new Set<string>();

  /** @param builtIn gives what is no value: the chart and the release */
  constructor(origins: ValueOrigins, builtIn: (root: ReadRoot) => Value) {
    this.#origins = origins;
    this.#builtIn = builtIn;
  }

  /** Says that values are secret wherever they are used. */
  hide(reads: readonly Read[]): void {
    for (const read of reads) {
      if (read.root.name !== VALUES) continue;
      const { path } = this.#of(read);
      this.#secret.add(keyOf(path));
      for (const [depth] of path.entries()) this.#holders.add(keyOf(path.slice(0, depth)));
    }
  }

  /** @returns whether what was made of something shows what is secret */
  showSecret(reads: readonly Read[]): boolean {
    return reads.some((read) => {
      const used = this.#of(read);
      if (used.value === undefined) return isFromSecret(used);
      return this.#isSecret(read, used) || (read.root.name === VALUES && this.#holders.has(keyOf(used.path)));
    });
  }

  /** Charts see the same value by different paths, so that one is known by where it stands in those of the root chart. */
  #isSecret({ root }: Read, used: UsedValue): boolean {
    if (isFromSecret(used)) return true;
    if (root.name !== VALUES || this.#secret.size === 0) return false;
    return (
      this.#secret.has(keyOf(used.path)) ||
      used.path.some((_, depth) => this.#secret.has(keyOf(used.path.slice(0, depth))))
    );
  }

  /** @returns what was read, each once, and nothing of which a part is told too */
  of(reads: readonly Read[], others: readonly Read[] = []): readonly UsedValue[] {
    const known = new Set(others.map(textOf));
    const all = [...new Map(reads.filter(({ path }) => path.length > 0).map((read) => [textOf(read), read]))];
    return all
      .filter(([text, read]) => !known.has(text) && !all.some(([, other]) => isWithin(other, read)))
      .map(([, read]) => {
        const used = this.#of(read);
        return used.value !== undefined && this.#isSecret(read, used) ? { ...used, value: MASK } : used;
      });
  }

  #of(read: Read): UsedValue {
    const known = this.#known.get(read);
    if (known !== undefined) return known;
    const { root, path } = read;
    const named = { name: `${root.name}${nameOf(path)}`, chart: root.chart };
    const found = root.name === VALUES ? this.#origins.find(root.chart, path) : undefined;
    const used: UsedValue =
      found === undefined
        ? { ...named, path: [], value: plainOf(valueAtPath(this.#builtIn(root), path)), origin: { kind: 'built-in' } }
        : { ...named, path: found.path, value: plainOf(found.value), origin: found.origin };
    this.#known.set(read, used);
    return used;
  }
}

const VALUES = '.Values';

function isFromSecret({ origin }: UsedValue): boolean {
  return (origin.kind === 'valuesFrom' || origin.kind === 'spec.values') && origin.isSecret;
}

function keyOf(path: UsedValue['path']): string {
  return JSON.stringify(path);
}

function textOf({ root, path }: Read): string {
  return JSON.stringify([root.name, root.chart, ...path]);
}

function isWithin(inner: Read, outer: Read): boolean {
  const { root, path } = outer;
  return (
    inner.root.name === root.name &&
    inner.root.chart === root.chart &&
    inner.path.length > path.length &&
    path.every((key, i) => inner.path[i] === key)
  );
}

/** `.image.tag`, and `.ports[0]` */
function nameOf(path: Read['path']): string {
  const text = segmentsText(path);
  return text.startsWith('[') ? text : `.${text}`;
}

/** @returns a value as plain data; of a map or list only which of both it is, as something in it may be secret */
function plainOf(value: Value): unknown {
  if (value instanceof GoList) return [];
  if (value instanceof GoMap) return {};
  const integer = integerOf(value);
  if (integer !== undefined) return Number(integer);
  return typeof value === 'object' && value !== null ? undefined : value;
}
