import type { Resource } from '../../kustomize/model/resource.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { goValue } from '../../yaml/read/scalars.ts';
import { shownChange, shownKey } from './mask.ts';
import type { SecretValues } from './secret-values.ts';

/** @returns an object as people may see it: every value that is secret in place of which `***` stands. */
export function maskedObject(resource: Resource, secrets: SecretValues): Node {
  const { after } = shownChange({ segments: [], before: undefined, after: resource.node }, resource, secrets);
  return overlay(resource.node, after, secrets);
}

/** Only what was hidden is another text: all else keeps its spelling. */
function overlay(node: Node, shown: unknown, secrets: SecretValues): Node {
  if (typeof shown === 'string' && !(node instanceof Scalar)) return new Scalar(shown, 'str', 'double', node.place);
  if (node instanceof Mapping) {
    const entries = [...node.entries].map(([name, value]) => {
      const key = shownKey(name, secrets);
      return [key, overlay(value, fieldOf(shown, key), secrets)] as const;
    });
    return new Mapping(entries, node.place);
  }
  if (node instanceof Sequence) {
    const items = Array.isArray(shown) ? shown : [];
    return new Sequence(
      node.items.map((item, index) => overlay(item, items[index], secrets)),
      node.place,
    );
  }
  if (typeof shown !== 'string' || shown === goValue(node)) return node;
  const isNumber = typeof goValue(node) === 'bigint';
  return isNumber && shown === String(goValue(node)) ? node : new Scalar(shown, 'str', 'double', node.place);
}

function fieldOf(shown: unknown, key: string): unknown {
  if (typeof shown !== 'object' || shown === null || !Object.hasOwn(shown, key)) return undefined;
  return Object.entries(shown).find(([name]) => name === key)?.[1];
}
