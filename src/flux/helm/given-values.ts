import type { GivenOrigin, GivenValues } from '../../helm/trace/trace-types.ts';
import { nodeAtPath, type ValuePath } from '../../helm/trace/value-origins.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { hiddenIn } from '../../yaml/node/hidden-scalar.ts';
import { type Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import { mergedValues } from './merged-values.ts';
import { type ValuesReference, valuesReferences, valuesText } from './values-sources.ts';

/** An entry of `valuesFrom`, and what it gives. */
interface Source {
  readonly reference: ValuesReference;
  readonly text: string;
}

/**
 * @param release a HelmRelease
 * @param find gives an object of the release's namespace
 * @returns who set each of its values: `spec.values`, or which key of an object that `valuesFrom` names
 */
export function givenValues(release: Mapping, find: (reference: ValuesReference) => Resource | undefined): GivenValues {
  const { values } = mergedValues(release, find);
  const sources = valuesReferences(release).flatMap((reference): readonly Source[] => {
    const resource = find(reference);
    const text = resource === undefined ? undefined : valuesText(resource, reference.key);
    return text === undefined ? [{ reference, text: '' }] : [{ reference, text: text.source.text }];
  });
  const inline = nodeAt(release, 'spec', 'values');
  return {
    originAt: (path) => {
      const node = nodeAtPath(values, path);
      if (node === undefined) return undefined;
      const own = inline && nodeAtPath(inline, path);
      const isSecret = hiddenIn(node).length > 0;
      if (own !== undefined && (own === node || !(node instanceof Scalar)))
        return { kind: 'spec.values', place: own.place, isSecret };
      const source = sources.findLast((each) => isFrom(each, path, node));
      return source === undefined
        ? { kind: 'spec.values', place: node.place, isSecret }
        : originOf(source, node, isSecret);
    },
  };
}

/** A file of values is the text that the node stands in; what is set at a path stands there, or is hidden. */
function isFrom({ reference: { targetPath }, text }: Source, path: ValuePath, { place }: Node): boolean {
  const isThere = place === undefined || place.source.text === text;
  return isThere && (targetPath === '' ? place !== undefined : isBelow(path, targetPath));
}

function isBelow(path: ValuePath, targetPath: string): boolean {
  const keys = targetPath.replace(/\[(\d+)\]/g, '.$1').split('.');
  return keys.every((key, i) => String(path[i]) === key);
}

function originOf({ reference }: Source, { place }: Node, holdsHidden: boolean): GivenOrigin {
  const { kind, name, key, targetPath } = reference;
  const isSecret = kind === 'Secret' || holdsHidden;
  return { kind: 'valuesFrom', objectKind: kind, object: name, key, targetPath, place, isSecret };
}
