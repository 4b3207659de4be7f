import { FieldPathError } from '../../fields/field-path.ts';
import type { Resource } from '../../model/resource.ts';
import type { SelectorEntry } from '../../read/selector.ts';
import { parseLabelSelector } from '../../select/parse-label-selector.ts';
import { SelectorError } from '../../select/selector-error.ts';

/**
 * @returns whether an object has the labels and annotations that a selector asks for
 * @throws FieldPathError where the selector is written wrong
 */
export function labelMatcher({ labelSelector, annotationSelector }: SelectorEntry): (resource: Resource) => boolean {
  try {
    const labels = labelSelector?.text ? parseLabelSelector('labelSelector', labelSelector.text) : undefined;
    const annotations = annotationSelector?.text
      ? parseLabelSelector('annotationSelector', annotationSelector.text)
      : undefined;
    return (resource) =>
      (labels === undefined || labels(resource.labels())) &&
      (annotations === undefined || annotations(resource.annotations()));
  } catch (error) {
    if (error instanceof SelectorError) throw new FieldPathError(error.message);
    throw error;
  }
}
