import { fullName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { decodeBase64 } from '../../yaml/node/decode-base64.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import type { Variable } from '../substitute/variables.ts';

/** @returns what an entry of `postBuild.substitute` sets; `undefined` where it is no text. */
export function inlineVariable(value: Node): Variable | undefined {
  if (!(value instanceof Scalar)) return undefined;
  if (value.hidden !== undefined) return hiddenVariable(value);
  return value.tag === 'str' || value.tag === 'timestamp' ? { value: oneLine(value.text) } : undefined;
}

/**
 * @param source names the object: a ConfigMap or a Secret
 * @returns the variables that it holds; those of a Secret are secret, and opaque where they are encrypted
 */
export function variablesIn(
  { node }: Resource,
  source: { readonly kind: string; readonly namespace: string; readonly name: string },
): ReadonlyMap<string, Variable> {
  const data = entriesOf(node.get('data'));
  if (source.kind === 'ConfigMap') return new Map(data.map(([name, value]) => [name, configValue(value)]));
  const isEncrypted = node.get('sops') !== undefined;
  const secret = (read: (text: string) => string | undefined) => (entry: readonly [string, Scalar]) => {
    const [name, value] = entry;
    const text = value.hidden === 'opaque' ? undefined : read(value.text);
    const isUnknown = text === undefined || (isEncrypted && value.text.startsWith('ENC['));
    const variable: Variable = isUnknown
      ? { opaque: `${fullName(source)}#${name}=${value.text}` }
      : { value: oneLine(text), isSecret: true };
    return [name, variable] as const;
  };
  const stringData = entriesOf(node.get('stringData'));
  return new Map([...data.map(secret(decodeBase64)), ...stringData.map(secret((text) => text))]);
}

/** @see fluxcd/pkg kustomize/kustomize_varsub.go LoadVariables, which takes every line end out */
export function oneLine(text: string): string {
  return text.replaceAll('\n', '');
}

function configValue(value: Scalar): Variable {
  return value.hidden !== undefined ? hiddenVariable(value) : { value: oneLine(value.text) };
}

function hiddenVariable(value: Scalar): Variable {
  return value.hidden === 'opaque' ? { opaque: value.text } : { value: oneLine(value.text), isSecret: true };
}

function entriesOf(data: Node | undefined): readonly (readonly [string, Scalar])[] {
  if (!(data instanceof Mapping)) return [];
  return [...data.entries].flatMap(([key, value]) => (value instanceof Scalar ? [[key, value] as const] : []));
}
