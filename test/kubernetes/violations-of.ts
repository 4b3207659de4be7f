import { ClusterSchemas } from '../../src/kubernetes/schemas/cluster-schemas.ts';
import { validateObject } from '../../src/kubernetes/validation/validate-object.ts';
import type { Step } from '../../src/kubernetes/validation/violation.ts';
import { lineOf, Mapping } from '../../src/yaml/node/node.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';

/**
 * Validates the last document of a text; the ones before it are the CustomResourceDefinitions of the cluster.
 *
 * @returns one line for each violation: `7 spec.replica is not a field; dropped (Did you mean "replicas"?)`
 */
export function violationsOf(text: string, minor?: number): readonly string[] {
  const all = mappingsIn(text);
  const object = all.at(-1) ?? new Mapping([]);
  const schemas = new ClusterSchemas(all.slice(0, -1), undefined, minor);
  const known = schemas.find(textIn(object, 'apiVersion'), textIn(object, 'kind'));
  if (known.is !== 'served') return [JSON.stringify(known)];
  const options = { unknown: known.unknown, isOpaque: () => false };
  return validateObject(object, known.schema, options).map(({ path, node, message, fix, isRejected }) => {
    const told = `${lineOf(node) ?? '?'} ${pathOf(path)} ${message}; ${isRejected ? 'rejected' : 'dropped'}`;
    return fix === undefined ? told : `${told} (${fix})`;
  });
}

export function mappingsIn(text: string): readonly Mapping[] {
  const { documents, problems } = parseYaml(new Source(text));
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return documents.filter((document) => document instanceof Mapping);
}

export function pathOf(path: readonly Step[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (typeof step === 'object') return `[${step.key}=${step.value}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

function textIn(object: Mapping, key: string): string {
  const value = object.get(key);
  return value?.kind === 'scalar' ? value.text : '';
}
