import type { SelectorEntry } from '../kustomization/selector.ts';
import type { Resource } from '../resource.ts';

export function selectsLabels(resource: Resource, selector: SelectorEntry): boolean {
  return (
    simple(selector.labelSelector?.text ?? '', resource.labels()) &&
    simple(selector.annotationSelector?.text ?? '', resource.annotations())
  );
}

function simple(selector: string, labels: ReadonlyMap<string, string>): boolean {
  return selector.split(',').every((part) => {
    if (part === '') return true;
    const [key = '', value] = part.split('=');
    return value === undefined ? labels.has(key) : labels.get(key) === value;
  });
}
