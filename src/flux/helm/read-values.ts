import { asOldYaml } from '../../kustomize/nodes/as-old-yaml.ts';
import { JsonPatchError } from '../../kustomize/nodes/json-patch-error.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import type { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { type Table, tableOf } from './values.ts';

/** Why a text gives no values; never holds any of it. */
export class ValuesError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ValuesError';
  }
}

/**
 * Reads the text of a values file: its first document, a table or nothing.
 *
 * @param finish makes of each node what it is in the values, as where all of them are secret
 * @throws ValuesError where it is not YAML, or not a mapping
 * @see helm pkg/chart/common/values.go ReadValues; sigs.k8s.io/yaml Unmarshal
 */
export function readValues(source: Source, finish: (node: Mapping) => Mapping): Table {
  const { documents, problems } = parseYaml(source, 'lenient');
  const [problem] = problems;
  if (problem !== undefined) throw new ValuesError(`invalid YAML (${problem.code}, line ${problem.line})`);
  const [document] = documents;
  if (document === undefined || isNull(document)) return tableOf(new Mapping([]));
  if (!(document instanceof Mapping)) throw new ValuesError('not a mapping of values');
  return tableOf(finish(oldYaml(document)));
}

function oldYaml(document: Mapping): Mapping {
  try {
    const node = asOldYaml(document);
    return node instanceof Mapping ? node : document;
  } catch (error) {
    if (error instanceof JsonPatchError) throw new ValuesError('a key that JSON does not allow');
    throw error;
  }
}

function isNull(node: Node): boolean {
  return node instanceof Scalar && node.tag === 'null';
}
