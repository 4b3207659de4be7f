import { Mapping, type Node, type Place, Sequence } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';

/**
 * Merges a FluxKustomization's images into a kustomization's by name. A tag and a digest say the same thing, so that
 * either one takes the place of both.
 *
 * @see fluxcd/pkg kustomize/kustomize_generator.go Generator.GenerateManifest, checkKustomizeImageExists
 */
export function mergeImages(standing: Node | undefined, images: readonly Node[], place: Place | undefined): Sequence {
  const merged = standing instanceof Sequence ? [...standing.items] : [];
  for (const image of images) {
    if (!(image instanceof Mapping)) continue;
    const index = merged.findIndex(
      (each) => each instanceof Mapping && textOfField(each, 'name') === textOfField(image, 'name'),
    );
    const old = merged[index];
    if (old instanceof Mapping) merged[index] = mergeImage(old, image);
    else
      merged.push(
        new Mapping(
          FIELDS.flatMap((field) => entry(image, field)),
          image.place,
        ),
      );
  }
  return new Sequence(merged, standing?.place ?? place);
}

const FIELDS = ['name', 'newName', 'newTag', 'digest'] as const;

function mergeImage(old: Mapping, image: Mapping): Mapping {
  let result = old;
  const set = (field: string): void => {
    const key = writtenKey(result, field);
    const value = image.get(field);
    result = value === undefined ? result.without(key) : result.with(key, value);
  };
  if (textOfField(image, 'newName') !== '') set('newName');
  if (textOfField(image, 'newTag') !== '' || textOfField(image, 'digest') !== '') {
    set('newTag');
    set('digest');
  }
  return result;
}

function entry(image: Mapping, field: string): readonly (readonly [string, Node])[] {
  const value = image.get(field);
  return value === undefined ? [] : [[field, value]];
}

/** @returns a field of a kustomization as it is written there: its fields match in any case. */
export function writtenKey(mapping: Mapping, field: string): string {
  return [...mapping.entries.keys()].find((key) => key.toLowerCase() === field.toLowerCase()) ?? field;
}

function textOfField(image: Mapping, field: string): string {
  return textAt(image, writtenKey(image, field));
}
