import { Resource } from '../../kustomize/model/resource.ts';
import { trailOf } from '../../kustomize/model/resources.ts';
import { maskedObject } from '../../review/secrets/masked-object.ts';
import { hideInText } from '../../review/secrets/secret-names.ts';
import { MASK, SecretValues } from '../../review/secrets/secret-values.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import type { Fleet } from '../plan/fleet.ts';
import { gitPatch } from '../plan/git-patch.ts';
import type { FileEdit } from '../plan/promotion.ts';

/** Shorter lines may occur anywhere by chance. */
const SHORTEST = 4;

/** @returns edits as a patch to be read, not applied: what a file gives away beside what is promoted stays hidden */
export function shownPatch(edits: readonly FileEdit[], { clusters }: Fleet): string {
  const secrets = new SecretValues(clusters.map(({ inventory }) => inventory));
  const texts = edits.flatMap(({ path, before = '', after = '' }) =>
    [before, after].flatMap((text) => hiddenIn(path, text, secrets)),
  );
  const lines = texts.flatMap((text) => text.split('\n').map((line) => line.trim()));
  // The longest first, so that a line that contains another one is hidden whole.
  const hidden = [...new Set(lines)].filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
  const patch = hidden.reduce((shown, line) => shown.replaceAll(line, MASK), secrets.clean(gitPatch(edits)));
  return hideInText(patch, () => MASK);
}

/** @returns the values of a file's objects that a review would not show */
function hiddenIn(path: string, text: string, secrets: SecretValues): readonly string[] {
  const { documents } = parseYaml(new Source(text.replace(/^\ufeff/, '')), 'lenient');
  return documents.flatMap((node) => {
    if (!(node instanceof Mapping)) return [];
    const resource = new Resource(node, trailOf({ path, line: undefined, generated: false }));
    return changedTexts(node, maskedObject(resource, secrets));
  });
}

function changedTexts(node: Node, shown: Node): readonly string[] {
  if (node instanceof Scalar) return shown instanceof Scalar && shown.text === node.text ? [] : [node.text];
  if (node instanceof Mapping)
    return [...node.entries].flatMap(([key, value]) => {
      return changedTexts(value, (shown instanceof Mapping ? shown.get(key) : undefined) ?? shown);
    });
  const items = shown instanceof Mapping || shown instanceof Scalar ? [] : shown.items;
  return node.items.flatMap((item, index) => changedTexts(item, items[index] ?? shown));
}
