import type { Resource } from '../../kustomize/model/resource.ts';
import { innerSource } from '../../kustomize/read/inline-objects.ts';
import { isCiphertext } from '../../kustomize/read/sops.ts';
import { decodeBase64 } from '../../yaml/node/decode-base64.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { Source } from '../../yaml/node/source.ts';

/** What an object holds under one key, of which all or parts may have to stay hidden. */
export interface ValuesText {
  readonly source: Source;
  /** `opaque`: the text stands for one that is not known. */
  readonly hidden: 'secret' | 'opaque' | undefined;
}

/**
 * @param resource a ConfigMap or a Secret
 * @returns what it holds under a key; `undefined` where it does not have the key
 */
export function valuesText({ kind, node }: Resource, key: string): ValuesText | undefined {
  const isSecret = kind === 'Secret';
  const plain = isSecret ? nodeAt(node, 'stringData', key) : undefined;
  const held = plain ?? nodeAt(node, 'data', key);
  if (!(held instanceof Scalar)) return undefined;
  if (held.hidden === 'opaque')
    return readableStandIn(isSecret ? decodeBase64(held.text) : held.text) ?? opaque(held.text);
  if (node.get('sops') !== undefined && isCiphertext(held.text)) return opaque(held.text);
  if (!isSecret) return { source: innerSource(held, held.text), hidden: held.hidden };
  if (plain !== undefined) return { source: innerSource(held, held.text), hidden: 'secret' };
  const text = decodeBase64(held.text);
  return text === undefined ? opaque(held.text) : { source: new Source(text), hidden: 'secret' };
}

/** Of an encrypted file, the structure is known, and what of it was not encrypted. */
function readableStandIn(standIn: string | undefined): ValuesText | undefined {
  if (standIn === undefined || isCiphertext(standIn) || !standIn.includes('ENC[')) return undefined;
  return { source: new Source(standIn), hidden: 'secret' };
}

/** @returns a text of which nothing is known but that it is equal to one with the same token. */
export function opaque(token: string): ValuesText {
  return { source: new Source(token), hidden: 'opaque' };
}

/**
 * Hides what must not be shown in values: all of a Secret's, and what SOPS has encrypted in a file of values, whose own
 * entry is not there once it is decrypted.
 */
export function hideIn(values: Mapping, hidden: ValuesText['hidden']): Mapping {
  const isEncrypted = values.get('sops') instanceof Mapping;
  if (hidden === undefined && !isEncrypted) return values;
  const hide = (node: Node): Node => {
    if (node instanceof Sequence) return new Sequence(node.items.map(hide), node.place);
    if (node instanceof Mapping) return hideEntries(node);
    const why = isCiphertext(node.text) ? 'opaque' : hidden;
    return why === undefined ? node : node.marked({ hidden: why });
  };
  const hideEntries = (node: Mapping): Mapping =>
    new Mapping(
      [...node.entries].map(([key, value]) => [key, hide(value)] as const),
      node.place,
    );
  return hideEntries(isEncrypted ? values.without('sops') : values);
}

/** An entry of a release's `valuesFrom`. */
export interface ValuesReference {
  readonly kind: string;
  readonly name: string;
  /** The key whose content is taken; `values.yaml` unless it says otherwise. */
  readonly key: string;
  /** Where a single value goes, as `helm --set` spells it; empty where the content is a file of values. */
  readonly targetPath: string;
  /** Whether the content goes there as it is, commas and braces too. */
  readonly isLiteral: boolean;
  readonly isOptional: boolean;
  /** Where it is written. */
  readonly node: Node;
}

/** @returns the entries of `spec.valuesFrom`, in their order. @see fluxcd/pkg apis/meta ValuesReference */
export function valuesReferences(release: Node): readonly ValuesReference[] {
  return itemsAt(release, 'spec', 'valuesFrom')
    .filter((node) => node instanceof Mapping)
    .map((node) => ({
      kind: textAt(node, 'kind'),
      name: textAt(node, 'name'),
      key: textAt(node, 'valuesKey') || 'values.yaml',
      targetPath: textAt(node, 'targetPath'),
      isLiteral: textAt(node, 'literal') === 'true',
      isOptional: textAt(node, 'optional') === 'true',
      node,
    }));
}
