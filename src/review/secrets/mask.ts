import { isSecretName } from '../../kubernetes/facts/secret-names.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { Mapping, type Node, Scalar, type Sequence } from '../../yaml/node/node.ts';
import { goValue } from '../../yaml/read/scalars.ts';
import type { FieldChange, Segment } from '../contract/field-change.ts';
import { type NodeChange, pathText } from '../diff/field-changes.ts';
import { hideInText } from './hide-in-text.ts';
import { namesIn, partsIn } from './hide-names.ts';
import { secretArgumentsIn } from './secret-arguments.ts';
import { isWithinValue, type PlaceReason, reasonOfPlace } from './secret-place.ts';
import { MASK, type SecretNames, type SecretValues } from './secret-values.ts';
import { isHarmlessOf } from './text/assignments.ts';
import { secretsInText } from './text/secrets-in-text.ts';
import { replaced, type Span } from './text/span.ts';

/**
 * @returns a field's change as people may see it: with what is secret hidden, wherever it went, and the variables of what
 *   only the cluster knows, unless it is another value of the same ones
 */
export function shownChange(change: NodeChange, resource: Resource, secrets: SecretValues): FieldChange {
  const shown = shownBy(change, resource, secrets, true);
  return typeof shown.after === 'string' && shown.before === shown.after
    ? shownBy(change, resource, secrets, false)
    : shown;
}

/** @param asTemplate whether what is not known is shown by its variables */
function shownBy(change: NodeChange, resource: Resource, secrets: SecretValues, asTemplate: boolean): FieldChange {
  const segments = change.segments.map((segment, index) =>
    isWithinValue(change.segments.slice(0, index), resource)
      ? secrets.toldApart(String(typeof segment === 'object' ? segment.value : segment), MASK)
      : shownSegment(segment, secrets),
  );
  const known = new Set<string>();
  const [before, after] = [change.before, change.after].map((node, side) => {
    const hide = (secret: string) => {
      if (side === 0) known.add(secret);
      return side === 0 || change.before === undefined || known.has(secret) ? MASK : `${MASK} (another)`;
    };
    const masker = new Masker(resource, secrets, hide, asTemplate);
    const list = side === 0 ? change.lists?.before : change.lists?.after;
    return node === undefined
      ? undefined
      : { value: masker.shown(node, change.segments, { list }), hasAll: masker.hidesAll };
  });
  return {
    path: pathText(segments),
    segments,
    ...(before === undefined ? {} : { before: before.value }),
    ...(after === undefined ? {} : { after: after.value }),
    ...(before?.hasAll === true || after?.hasAll === true ? { masked: true as const } : {}),
  };
}

/** @returns what of an object is hidden: whole values, and parts of texts. */
export function hiddenTexts(resource: Resource, secrets: SecretValues): readonly string[] {
  const hidden: string[] = [];
  const hide = (secret: string) => {
    hidden.push(secret);
    return MASK;
  };
  const masker = new Masker(resource, secrets, hide, false);
  masker.shown(resource.node, []);
  return hidden;
}

/** The item of a list goes by a value of it, such as a host with a user's password. */
function shownSegment(segment: Segment, secrets: SecretValues): Segment {
  if (typeof segment === 'string') return shownKey(segment, secrets);
  if (typeof segment !== 'object') return segment;
  const value = secrets.toldApart(
    segment.value,
    hideInText(shownName(segment.value, secrets), () => MASK),
  );
  return value === segment.value ? segment : { ...segment, value };
}

/** @returns a field's name, of which only that is hidden which is secret wherever it stands; two stay two */
export function shownKey(key: string, secrets: SecretValues): string {
  return secrets.toldApart(key, shownName(key, secrets));
}

function shownName(name: string, secrets: SecretValues): string {
  const clean = name.length < SHORTEST_SECRET ? name : secrets.clean(name);
  const shown = replaced(clean, partsIn(clean, secrets.names), () => MASK);
  return shown === name && secrets.isKey(name) ? MASK : shown;
}

/** In characters, of what counts within something longer. */
const SHORTEST_SECRET = 8;

/** What is known of a value by what is beside it. */
interface Beside {
  /** The list that it is an item of. */
  readonly list?: Sequence | undefined;
  /** The name that an item has in its list, where it is a secret's. */
  readonly name?: string | undefined;
}

class Masker {
  readonly #resource: Resource;
  readonly #secrets: SecretValues;
  readonly #hide: (secret: string) => string;
  readonly #asTemplate: boolean;
  #hidden = 0;
  #shown = 0;

  constructor(resource: Resource, secrets: SecretValues, hide: (secret: string) => string, asTemplate: boolean) {
    this.#resource = resource;
    this.#secrets = secrets;
    this.#hide = hide;
    this.#asTemplate = asTemplate;
  }

  /** Whether nothing is left to be seen of a value. */
  get hidesAll(): boolean {
    return this.#hidden > 0 && this.#shown === 0;
  }

  /** @returns plain data; integers beyond what JSON holds exactly stay text. */
  shown(node: Node, at: readonly Segment[], beside: Beside = {}): unknown {
    if (!(node instanceof Scalar) && isWithinValue(at, this.#resource)) return this.#hiddenWhole(node);
    if (node instanceof Mapping) {
      const name = secretNameOf(node);
      const entries = [...node.entries].map(([key, value]) => {
        const shown = this.shown(value, [...at, key], NAMED.has(key) ? { name } : {});
        return [shownKey(key, this.#secrets), shown];
      });
      return Object.fromEntries(entries);
    }
    if (!(node instanceof Scalar))
      return node.items.map((item, index) => this.shown(item, [...at, index], { list: node }));
    return this.#shownScalar(this.#asTemplate ? templateOf(node) : node, at, beside);
  }

  #shownScalar(node: Scalar, at: readonly Segment[], beside: Beside): unknown {
    const value = goValue(node);
    const secret = this.#secretIn(node, value, at, beside);
    if (secret === 'all') return this.#hiddenWhole(node);
    this.#shown += 1;
    if (secret.length > 0) return replaced(typeof value === 'string' ? value : node.text, secret, this.#hide);
    if (typeof value !== 'bigint') return value;
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }

  #hiddenWhole(node: Node): string {
    this.#hidden += 1;
    for (const text of textsIn(node)) this.#hide(text);
    return MASK;
  }

  #secretIn(node: Scalar, value: unknown, at: readonly Segment[], beside: Beside): readonly Span[] | 'all' {
    const known = this.#secrets.find(node);
    if (known === 'all') return known;
    const reason = beside.name === undefined ? reasonOfPlace(at, this.#resource) : { name: beside.name };
    if (reason !== undefined && isSecretBy(reason, node, value)) return 'all';
    const argument = beside.list === undefined ? undefined : secretArgumentsIn(beside.list).get(node);
    if (argument?.some(({ from, to }) => from === 0 && to === node.text.length) === true) return 'all';
    const names = typeof value === 'string' ? namesAt(at, value, this.#secrets.names) : [];
    return [...known, ...(argument ?? []), ...names, ...(typeof value === 'string' ? secretsInText(value) : [])];
  }
}

function textsIn(node: Node): readonly string[] {
  if (node instanceof Scalar) return [node.text];
  if (!(node instanceof Mapping)) return node.items.flatMap(textsIn);
  return [...node.entries].flatMap(([key, value]) => [key, ...textsIn(value)]);
}

/** What an object is called goes by its whole name too. */
function namesAt(at: readonly Segment[], text: string, names: SecretNames): readonly Span[] {
  const isName = at.at(-2) === 'metadata' && (at.at(-1) === 'name' || at.at(-1) === 'namespace');
  return isName ? [...namesIn(text, names), ...partsIn(text, names)] : partsIn(text, names);
}

/** Of a value that is not known, the text that it is made of is: it stands in the repository as it is. */
function templateOf(node: Scalar): Scalar {
  const { hidden, template } = node.marks;
  return hidden === 'opaque' && template !== undefined ? new Scalar(template, 'str', 'double', node.place) : node;
}

function isSecretBy(reason: PlaceReason, { text }: Scalar, value: unknown): boolean {
  if (typeof value === 'boolean') return false;
  return 'always' in reason || (value !== null && !isHarmlessOf(reason.name, text));
}

/** Where an item keeps what it is called for. */
const NAMED = new Set(['value', 'default']);

function secretNameOf(item: Mapping): string | undefined {
  const name = item.get('name') ?? item.get('key');
  return name instanceof Scalar && isSecretName(name.text) ? name.text : undefined;
}
