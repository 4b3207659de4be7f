import type { Resource } from '../../kustomize/model/resource.ts';
import { listed } from '../../text/counted.ts';
import { quoted } from '../../text/quoted.ts';
import { type Node, Scalar } from '../../yaml/node/node.ts';
import type { Gained } from '../contract/object-change.ts';
import { shownChange } from '../secrets/mask.ts';
import { MASK, type SecretValues } from '../secrets/secret-values.ts';
import { type FactItem, factsOfObject } from './facts-of-object.ts';

/** More of one thing are counted; longer texts are read in the manifest. */
const MOST = { items: 3, characters: 120 };

/**
 * @returns what a reader wants to know of a new object before its manifest, each in a few words: images, the chart, what it
 *   may do, hosts, ports; nothing that is secret
 */
export function whatMatters(resource: Resource, secrets: SecretValues): Pick<Gained, 'matters'> {
  const matters = factsOfObject(resource).flatMap(({ what, items }) => {
    const shown = items.flatMap((item) => shownItem(item, resource, secrets) ?? []);
    const texts = [...new Set(shown)];
    return texts.length === 0 ? [] : [`${what} ${listed(texts, MOST.items)}`];
  });
  return matters.length === 0 ? {} : { matters };
}

/** @returns `undefined` where any of it is not to be seen */
function shownItem(item: FactItem, resource: Resource, secrets: SecretValues): string | undefined {
  const groups = item.map((nodes) => nodes.map((node) => shownText(node, resource, secrets)));
  if (groups.length === 0 || groups.flat().includes(undefined)) return undefined;
  const text = groups.map((texts) => texts.join(', ')).join(' ');
  return text.length > MOST.characters ? undefined : quoted(text);
}

function shownText(node: Node, resource: Resource, secrets: SecretValues): string | undefined {
  if (!(node instanceof Scalar) || node.text === '') return undefined;
  const { after, masked } = shownChange({ segments: [], before: undefined, after: node }, resource, secrets);
  const text = String(after);
  return masked === true || text.includes(MASK) ? undefined : text;
}
