import { compareText } from '../../../gotemplate/value/compare-text.ts';
import { BuildError } from '../../../kustomize/model/problem.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { resourcesOf } from '../../../kustomize/model/resources.ts';
import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import { Unprintable } from '../../../yaml/node/unprintable.ts';
import { HelmError } from '../../chart/helm-error.ts';

/**
 * @returns objects as kustomize has them, those of lists behind all others: `NewResMapFromBytes` of its api/resmap
 * @throws HelmError in kustomize's words where one has no kind or no name, or is there twice
 */
export function asResources(objects: readonly Mapping[]): readonly Resource[] {
  for (const object of objects) if (object.entries.size > 0) checkMetadata(object);
  const resources = inKustomize(() => resourcesOf(objects, ''));
  const seen = new Set<string>();
  for (const { id, gvk, name, namespace } of resources) {
    if (seen.has(id)) {
      const kind = `${gvk.kind || '[noKind]'}.${gvk.version || '[noVer]'}.${gvk.group || '[noGrp]'}`;
      const whole = `${kind}/${name || '[noName]'}.${namespace || '[noNs]'}`;
      throw new HelmError(`may not add resource with an already registered id: ${whole}`);
    }
    seen.add(id);
  }
  return resources;
}

/** Carries out what fails with an error of kustomize's, or since it cannot be printed. @throws HelmError */
export function inKustomize<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof BuildError || error instanceof Unprintable) throw new HelmError(error.message);
    throw error;
  }
}

/** `GetValidatedMetadata` of kustomize's kyaml/yaml. */
function checkMetadata(object: Mapping): void {
  const kind = textAt(object, 'kind');
  if (kind === '') throw new HelmError(`missing kind in object ${showMetadata(object)}`);
  if (kind.endsWith('List') || textAt(object, 'metadata', 'name') !== '') return;
  throw new HelmError(`missing metadata.name in object ${showMetadata(object)}`);
}

/** As Go prints kyaml's `ResourceMeta`. */
function showMetadata(object: Mapping): string {
  const metadata = object.get('metadata');
  const text = (...keys: readonly string[]) => textAt(object, ...keys);
  const map = (key: string) => showMap(metadata instanceof Mapping ? metadata.get(key) : undefined);
  const names = `{${text('metadata', 'name')} ${text('metadata', 'namespace')}}`;
  return `{{${text('apiVersion')} ${text('kind')}} {${names} ${map('labels')} ${map('annotations')}}}`;
}

function showMap(node: Node | undefined): string {
  const entries = node instanceof Mapping ? [...node.entries] : [];
  const pairs = entries.map(([key, value]) => `${key}:${value instanceof Scalar ? value.text : ''}`);
  return `map[${pairs.sort(compareText).join(' ')}]`;
}
