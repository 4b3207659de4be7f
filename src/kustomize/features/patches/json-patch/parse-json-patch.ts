import { Mapping, type Node, Scalar, Sequence } from '../../../../yaml/node/node.ts';
import type { Source } from '../../../../yaml/node/source.ts';
import { parseYaml } from '../../../../yaml/read/parse.ts';
import { asOldYaml } from '../../../nodes/as-old-yaml.ts';
import { JsonPatchError } from '../../../nodes/json-patch-error.ts';
import { readJson } from './read-json.ts';

/** One operation; what is `undefined` is absent, or no string where it has to be one. */
export interface JsonOperation {
  readonly op: string | undefined;
  readonly path: string | undefined;
  readonly from: string | undefined;
  readonly value: Node | undefined;
  readonly node: Node;
}

export interface JsonPatch {
  readonly operations: readonly JsonOperation[];
  /** JSON's own text of the patch's scalars; empty for a patch in YAML. */
  readonly written: ReadonlyMap<Scalar, string>;
}

/**
 * Parses a JSON patch (RFC 6902): what begins with `[` is JSON, all else is the first document of a YAML text.
 *
 * @throws JsonPatchError where it is neither, or no list of mappings
 * @see kustomize api/internal/builtins PatchTransformer jsonPatchFromBytes; evanphx/json-patch DecodePatch
 */
export function parseJsonPatch(source: Source): JsonPatch {
  if (source.text.startsWith('[')) {
    const { node, written } = readJson(source);
    return { operations: operationsOf(node), written };
  }
  const { documents, problems } = parseYaml(source, 'lenient');
  const [problem] = problems;
  if (problem !== undefined) throw new JsonPatchError(problem.message);
  return readJsonPatch(documents[0] ?? new Scalar('', 'null'));
}

/**
 * Reads a JSON patch from parsed YAML.
 *
 * @throws JsonPatchError where it is not a list of mappings
 */
export function readJsonPatch(document: Node): JsonPatch {
  return { operations: operationsOf(asOldYaml(document)), written: new Map() };
}

function operationsOf(document: Node): readonly JsonOperation[] {
  if (isNull(document)) return [];
  if (!(document instanceof Sequence)) {
    throw new JsonPatchError(`a JSON patch is a list of operations, not a ${document.kind}`, document);
  }
  return document.items.map(operationOf);
}

function operationOf(node: Node): JsonOperation {
  if (isNull(node)) return { op: undefined, path: undefined, from: undefined, value: undefined, node };
  if (!(node instanceof Mapping)) {
    throw new JsonPatchError(`an operation of a JSON patch is a mapping, not a ${node.kind}`, node);
  }
  return {
    op: stringOf(node, 'op'),
    path: stringOf(node, 'path'),
    from: stringOf(node, 'from'),
    value: node.get('value'),
    node,
  };
}

function stringOf(node: Mapping, key: string): string | undefined {
  const value = node.get(key);
  return value instanceof Scalar && value.tag === 'str' ? value.text : undefined;
}

function isNull(node: Node): boolean {
  return node instanceof Scalar && node.tag === 'null';
}
