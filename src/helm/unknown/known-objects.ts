import { MARK } from '../../gotemplate/value/marked.ts';
import { type Node, Scalar } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import type { Hook, Manifest, WrittenObject } from '../render/sort-manifests.ts';
import { type MayBe, ObjectComparison } from './compare-nodes.ts';
import type { Hiding } from './hide.ts';

/** What of a rendered object may be shown and compared; what is hidden in it is marked, and its text is left out. */
interface Known {
  /** Whether it is there only as a test of what is not known comes out one way. */
  readonly isUncertain: boolean;
  /** Its fields that hang on such a test. */
  readonly mayBe: readonly MayBe[];
}
export type KnownManifest = WrittenObject & Known;
export type KnownHook = Omit<Hook, 'content'> & Known;

/** What was rendered; the text of an object may hold what is hidden in it. */
type Written = WrittenObject & Partial<Pick<Manifest, 'content'>>;

/** An object that is not there, and may be. */
export interface MayCome {
  /** The template that writes it. */
  readonly path: string;
  /** Empty where it may hold what is secret. */
  readonly kind: string;
  readonly name: string;
}

/** Objects of three renderings; the last one is not needed where only secrets are hidden. */
export interface Renderings<T extends Written> {
  readonly known: readonly T[];
  readonly texts: readonly T[];
  readonly tests: readonly T[] | undefined;
}

/** @returns the objects with what is hidden in each of their fields, and those that may be there too */
export function knownObjects<T extends Written>(
  { known, texts, tests }: Renderings<T>,
  hiding: Hiding,
): { readonly objects: readonly (Omit<T, 'content'> & Known)[]; readonly mayCome: readonly MayCome[] } {
  const inTexts = pairObjects(known, texts, () => true);
  const inTests = tests === undefined ? undefined : pairObjects(known, tests, ({ name }) => name.includes(MARK));
  const counts = new Map<string, number>();
  const objects = known.map((object) => {
    const { content: _, ...rest } = object;
    const { path, kind, node } = rest;
    const count = counts.get(`${path} ${kind}`) ?? 0;
    counts.set(`${path} ${kind}`, count + 1);
    const [other, turned] = [inTexts.partners.get(object), inTests?.partners.get(object)];
    const isGone = inTests !== undefined && turned === undefined;
    const isUncertain = isGone || (other === undefined && !hiding.sources.hasSecrets);
    if (node === undefined) return { ...rest, isUncertain, mayBe: [] };
    const comparison = new ObjectComparison(hiding, [path, kind, count]);
    const shown = comparison.node(node, other?.node ?? 'absent', turned?.node ?? 'not-asked');
    return { ...rest, node: shown, ...headOf(rest, shown), isUncertain, mayBe: comparison.mayBe };
  });
  const { hasSecrets } = hiding.sources;
  const mayCome = (inTests?.others ?? []).map(({ path, kind, name }) => ({
    path,
    ...(hasSecrets ? { kind: '', name: '' } : { kind, name }),
  }));
  return { objects, mayCome };
}

/** What each object of one rendering is in another one. */
interface Paired<T extends WrittenObject> {
  readonly partners: ReadonlyMap<T, T>;
  /** Those of the other rendering that the first has not. */
  readonly others: readonly T[];
}

/**
 * By template, kind and name; and those of which the name is another one, by their places among those of the same template
 * and kind.
 *
 * @param mayBeRenamed whether another one's name may be another only since it hangs on what is not known
 */
function pairObjects<T extends WrittenObject>(
  objects: readonly T[],
  others: readonly T[],
  mayBeRenamed: (other: T) => boolean,
): Paired<T> {
  const partners = new Map<T, T>();
  const left = new Set(others);
  const pair = (keyOf: (object: T) => string, isTaken: (other: T) => boolean): void => {
    const byKey = new Map<string, T[]>();
    for (const other of left) if (isTaken(other)) byKey.set(keyOf(other), [...(byKey.get(keyOf(other)) ?? []), other]);
    for (const object of objects) {
      const other = partners.has(object) ? undefined : byKey.get(keyOf(object))?.shift();
      if (other === undefined) continue;
      partners.set(object, other);
      left.delete(other);
    }
  };
  pair(
    ({ path, kind, name }) => `${path}\n${kind}\n${name}`,
    () => true,
  );
  pair(({ path, kind }) => `${path}\n${kind}`, mayBeRenamed);
  return { partners, others: [...left] };
}

/** @returns kind and name as they may be shown */
function headOf(
  { kind, name }: Pick<WrittenObject, 'kind' | 'name'>,
  node: Node,
): Pick<WrittenObject, 'kind' | 'name'> {
  return { kind: textOf(kind, nodeAt(node, 'kind')), name: textOf(name, nodeAt(node, 'metadata', 'name')) };
}

function textOf(own: string, node: Node | undefined): string {
  if (own === '') return own;
  if (!(node instanceof Scalar) || node.hidden === 'secret') return '***';
  return node.hidden === 'opaque' ? node.text : own;
}

/** @returns an object as it is where nothing hangs on what is not known */
export function allKnown<T extends Written>(object: T): Omit<T, 'content'> & Known {
  const { content: _, ...rest } = object;
  return { ...rest, isUncertain: false, mayBe: [] };
}
