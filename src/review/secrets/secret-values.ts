import type { Inventory } from '../../flux/roots/inventory.ts';
import { namedSecretsIn } from '../../kubernetes/facts/secret-names.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { searchFor } from '../../kustomize/model/search-for.ts';
import { onceEach } from '../../memo/by-value.ts';
import { decodeBase64 } from '../../yaml/node/decode-base64.ts';
import { hiddenIn, isHidden } from '../../yaml/node/hidden-scalar.ts';
import { Mapping, type Node, type Place, Scalar } from '../../yaml/node/node.ts';
import { nodeAt, scalarsIn } from '../../yaml/node/node-at.ts';
import { secretsInAddresses } from './text/addresses.ts';
import { isHarmlessOf } from './text/assignments.ts';
import { secretForms } from './text/own-form.ts';
import { replaced, type Span } from './text/span.ts';
import { lineEnd } from './text/written-value.ts';
import { copiesOf } from './values/copies-of.ts';
import { filledInBySecrets } from './values/filled-in.ts';
import { KnownTexts } from './values/known-texts.ts';

/** What is shown for every secret value. */
export const MASK = '***';

/** Names that are secrets. */
export interface SecretNames {
  /** Hidden where they stand as a word. */
  readonly words: ReadonlySet<string>;
  /** Hidden also within a name. */
  readonly parts: ReadonlySet<string>;
}

/** @returns what any of them has */
export function allNames(names: readonly SecretNames[]): SecretNames {
  return {
    words: new Set(names.flatMap(({ words }) => [...words])),
    parts: new Set(names.flatMap(({ parts }) => [...parts])),
  };
}

/**
 * The values of all Secrets of a cluster, on both sides: they stay hidden wherever a replacement, a variable or a copy
 * carries them. Known by the place they were written at, and by what they are where that is too particular for chance.
 */
export class SecretValues {
  readonly #sides: readonly SecretsOfSide[];
  #known: KnownTexts | undefined;
  #names: SecretNames | undefined;
  /** What is shown alike, in the order in which it was met. */
  readonly #alike = new Map<string, readonly string[]>();

  constructor(inventories: readonly (Inventory | undefined)[]) {
    const sides = new Set(inventories.filter((each) => each !== undefined));
    this.#sides = [...sides].map(secretsOf);
  }

  /** @returns what of a scalar is a Secret's value: all, or where it has many lines those that hold one. */
  find(scalar: Scalar): 'all' | readonly Span[] {
    if (isHidden(scalar)) return 'all';
    const { place, text } = scalar;
    if (place !== undefined && this.#sides.some(({ places }) => places.get(place.source)?.has(place.offset) === true))
      return 'all';
    const found = this.#copies.find(text);
    if (found.length === 0 || !text.trim().includes('\n')) return found.length === 0 ? found : 'all';
    return found.map(({ from, to }) => ({ from: text.lastIndexOf('\n', from) + 1, to: lineEnd(text, to) }));
  }

  /** @returns a sentence without the values in it. */
  clean(text: string): string {
    return replaced(text, [...this.#copies.find(text), ...secretForms(text), ...secretsInAddresses(text)], () => MASK);
  }

  /** What is called by a secret: names that are tokens by mistake, or are filled in with a Secret's value. */
  get names(): SecretNames {
    this.#names ??= allNames(this.#sides.map(({ names }) => names));
    return this.#names;
  }

  /** @returns whether a key, or what an item of a list goes by, is filled in with a Secret's value */
  isKey(text: string): boolean {
    return this.#sides.some(({ keys }) => keys.has(text));
  }

  /** @returns what is shown of a name, numbered where it is shown as another is: two names stay two */
  toldApart(name: string, shown: string): string {
    if (shown === name) return name;
    const alike = this.#alike.get(shown) ?? [];
    if (!alike.includes(name)) this.#alike.set(shown, [...alike, name]);
    const before = alike.includes(name) ? alike.indexOf(name) : alike.length;
    return before === 0 ? shown : `${shown} (${before + 1})`;
  }

  get #copies(): KnownTexts {
    this.#known ??= new KnownTexts(this.#sides.flatMap(({ texts }) => [...texts]));
    return this.#known;
  }
}

/** @returns a text without what is secret in it by its form alone: passwords in addresses, tokens */
export function hideForms(text: string): string {
  return replaced(text, [...secretForms(text), ...secretsInAddresses(text)], () => MASK);
}

/** What is secret in one inventory. */
interface SecretsOfSide {
  readonly places: ReadonlyMap<Place['source'], ReadonlySet<number>>;
  readonly texts: ReadonlySet<string>;
  readonly names: SecretNames;
  readonly keys: ReadonlySet<string>;
}

/** An inventory that stays the same for many reviews is looked through once. */
const secretsOf = onceEach(({ roots }: Inventory): SecretsOfSide => {
  const texts = new Set<string>();
  const places = new Map<Place['source'], Set<number>>();
  for (const root of roots) {
    const postBuild = root.flux?.spec.get('postBuild');
    const isSubstituted = postBuild !== undefined;
    noteNamed(postBuild instanceof Mapping ? postBuild.get('substitute') : undefined, texts);
    for (const { node } of givingIn([root.resources]))
      for (const field of GIVEN) noteNamed(nodeAt(node, 'spec', field), texts);
    const lists = [root.resources, root.variablesFrom];
    for (const resource of isSubstituted ? lists.flat() : secretsIn(lists)) {
      if (isSecret(resource)) noteSecret(resource, texts, places);
      else for (const { hidden, text } of hiddenIn(resource.node)) if (hidden === 'secret') noteText(text, texts);
    }
  }
  const names = roots.flatMap(({ resources }) => {
    const { all, secret, sources } = namesIn(resources);
    if (!sources.some((source) => places.has(source))) return [...secret];
    const isFilledIn = ({ place }: Scalar) =>
      place !== undefined && places.get(place.source)?.has(place.offset) === true;
    return all.filter((name) => secret.has(name) || isFilledIn(name));
  });
  const filled = roots.map(filledInBySecrets);
  return {
    places,
    texts,
    names: {
      words: new Set([...names.map(({ text }) => text), ...filled.flatMap((each) => each.names)]),
      parts: new Set(filled.flatMap(({ parts }) => parts)),
    },
    keys: new Set(filled.flatMap(({ keys }) => keys)),
  };
});

function isSecret({ kind, gvk }: Resource): boolean {
  return kind === 'Secret' && gvk.group === '';
}

const secretsIn = searchFor(isSecret);

/** Where objects give values to a template, that people name themselves. */
const GIVEN = ['values', 'inputs', 'defaultValues'] as const;

const givingIn = searchFor(
  ({ kind, gvk }) =>
    (kind === 'HelmRelease' && gvk.group === 'helm.toolkit.fluxcd.io') || gvk.group === 'fluxcd.controlplane.io',
);

/** What the objects of a root and their namespaces are called; and what of that is secret by itself. */
const namesIn = onceEach((list: readonly Resource[]) => {
  const all = list.flatMap(({ node }) =>
    ['name', 'namespace'].flatMap((field) => {
      const name = nodeAt(node, 'metadata', field);
      return name instanceof Scalar && name.text !== '' ? [name] : [];
    }),
  );
  const isSecretItself = ({ hidden, text }: Scalar) => hidden === 'secret' || secretForms(text).length > 0;
  const sources = new Set(all.flatMap(({ place }) => place?.source ?? []));
  return { all, secret: new Set(all.filter(isSecretItself)), sources: [...sources] };
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

/** A variable, or a value for a chart, that is called a password is one wherever it is put. */
function noteNamed(values: Node | undefined, texts: Set<string>): void {
  if (values === undefined) return;
  for (const { name, scalar } of namedSecretsIn(values)) {
    if (!isHarmlessOf(name, scalar.text)) noteText(scalar.text, texts);
  }
}

function noteText(text: string | undefined, texts: Set<string>): void {
  for (const copy of copiesOf(text)) texts.add(copy);
}

function placeText({ place }: Scalar): string {
  return place === undefined ? '' : `${place.source.id}@${place.offset}`;
}
