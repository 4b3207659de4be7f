import type { Inventory } from '../../flux/roots/inventory.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach } from '../../memo/by-value.ts';
import { decodeBase64 } from '../../yaml/node/decode-base64.ts';
import { hiddenIn, isHidden } from '../../yaml/node/hidden-scalar.ts';
import { Mapping, type Node, type Place, Scalar } from '../../yaml/node/node.ts';
import { isSecretName } from './secret-names.ts';

/** What is shown for every secret value. */
export const MASK = '***';

/**
 * The values of all Secrets of a cluster, on both sides: they stay hidden wherever a replacement, a variable or a copy
 * carries them. Known by the place they were written at, and by what they are where that is too particular for chance.
 */
export class SecretValues {
  readonly #sides: readonly SecretsOfSide[];
  #texts: readonly string[] | undefined;

  constructor(inventories: readonly (Inventory | undefined)[]) {
    const sides = new Set(inventories.filter((each) => each !== undefined));
    this.#sides = [...sides].map(secretsOf);
  }

  /** @returns whether a scalar is a Secret's value, or holds one. */
  holds(scalar: Scalar): boolean {
    if (isHidden(scalar)) return true;
    const { place, text } = scalar;
    if (place !== undefined && this.#sides.some(({ places }) => places.get(place.source)?.has(place.offset) === true))
      return true;
    return this.#allTexts.some((secret) => isIn(secret, text));
  }

  /** @returns a sentence without the values in it. */
  clean(text: string): string {
    let cleaned = text;
    for (const secret of this.#allTexts) if (isIn(secret, cleaned)) cleaned = cleaned.replaceAll(secret, MASK);
    return cleaned;
  }

  /** The longest first, so that of two values one of which holds the other the whole goes. */
  get #allTexts(): readonly string[] {
    this.#texts ??= [...new Set(this.#sides.flatMap(({ texts }) => [...texts]))].sort((a, b) => b.length - a.length);
    return this.#texts;
  }
}

/** What is secret in one inventory. */
interface SecretsOfSide {
  readonly places: ReadonlyMap<Place['source'], ReadonlySet<number>>;
  readonly texts: ReadonlySet<string>;
}

/** An inventory that stays the same for many reviews is looked through once. */
const secretsOf = onceEach(({ roots }: Inventory): SecretsOfSide => {
  const texts = new Set<string>();
  const places = new Map<Place['source'], Set<number>>();
  for (const root of roots) {
    const postBuild = root.flux?.spec.get('postBuild');
    const isSubstituted = postBuild !== undefined;
    noteInline(postBuild, texts);
    for (const resource of [...root.resources, ...root.variablesFrom]) {
      if (resource.kind === 'Secret' && resource.gvk.group === '') noteSecret(resource, texts, places);
      else if (isSubstituted)
        for (const { hidden, text } of hiddenIn(resource.node)) if (hidden === 'secret') noteText(text, texts);
    }
  }
  return { places, texts };
});

function noteSecret(resource: Resource, texts: Set<string>, places: Map<Place['source'], Set<number>>): void {
  const own = new Set(scalarsIn(resource.node.without('data').without('stringData')).map(placeText));
  for (const key of ['data', 'stringData']) {
    for (const scalar of scalarsIn(resource.node.get(key))) {
      const { place } = scalar;
      // What a generator makes stands all at one place, its name too.
      if (place !== undefined && !own.has(placeText(scalar))) notePlace(place, places);
      for (const text of [scalar.text, key === 'data' ? decodeBase64(scalar.text) : undefined]) noteText(text, texts);
    }
  }
}

function notePlace({ source, offset }: Place, places: Map<Place['source'], Set<number>>): void {
  const offsets = places.get(source) ?? new Set();
  places.set(source, offsets.add(offset));
}

/** A variable that is called a password is one wherever it is put. */
function noteInline(postBuild: Node | undefined, texts: Set<string>): void {
  const variables = postBuild instanceof Mapping ? postBuild.get('substitute') : undefined;
  for (const [name, value] of variables instanceof Mapping ? variables.entries : []) {
    if (value instanceof Scalar && isSecretName(name)) noteText(value.text, texts);
  }
}

/** Not what could stand anywhere: a short text, a number, a word; nor what a tool has encrypted. */
function noteText(text: string | undefined, texts: Set<string>): void {
  const trimmed = text?.trim() ?? '';
  if (trimmed.length < 6 || /^(?:\d{1,7}|[a-z]{1,15}|[A-Z]?[a-z]{1,15})$/.test(trimmed)) return;
  if (!trimmed.startsWith('ENC[')) texts.add(trimmed);
}

/** A short value counts only as a whole: within a longer text it may be there by chance. */
function isIn(secret: string, text: string): boolean {
  return secret.length < 8 ? text.trim() === secret : text.includes(secret);
}

function scalarsIn(node: Node | undefined): readonly Scalar[] {
  if (node === undefined) return [];
  if (node instanceof Scalar) return [node];
  const children = node instanceof Mapping ? [...node.entries.values()] : node.items;
  return children.flatMap(scalarsIn);
}

function placeText({ place }: Scalar): string {
  return place === undefined ? '' : `${place.source.id}@${place.offset}`;
}
