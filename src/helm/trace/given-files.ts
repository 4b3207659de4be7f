import { GoMap } from '../../gotemplate/value/value.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { type SetKind, setValues } from '../values/set-values.ts';
import { segmentsText } from './leaves.ts';
import type { GivenOrigin, GivenValues } from './trace-types.ts';
import { lineAtPath, type ValuePath, valueAtPath } from './value-origins.ts';

/** A file of values, or an option that sets some. */
export type GivenLayer =
  | { readonly kind: 'file'; readonly file: string; readonly text: string }
  | { readonly kind: 'option'; readonly option: string; readonly text: string; readonly values: SetKind };

/** @returns what files and options give a chart, the later over the earlier */
export function givenFiles(layers: readonly GivenLayer[]): GivenValues {
  const askedLast = layers.map(finderOf).toReversed();
  return {
    originAt: (path) => {
      for (const find of askedLast) {
        const origin = find(path);
        if (origin !== undefined) return origin;
      }
      return undefined;
    },
  };
}

function finderOf(layer: GivenLayer): GivenValues['originAt'] {
  if (layer.kind === 'file') {
    const { documents } = parseYaml(new Source(layer.text), 'converted');
    return (path): GivenOrigin | undefined => {
      const line = lineAtPath(documents, path);
      return line === undefined ? undefined : { kind: 'file', file: layer.file, line };
    };
  }
  const values = new GoMap();
  setValues(values, layer.text, layer.values);
  return (path: ValuePath) =>
    valueAtPath(values, path) === undefined
      ? undefined
      : { kind: 'option', option: `${layer.option} ${segmentsText(path)}` };
}
