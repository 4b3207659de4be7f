import { checkPrintable, checkReadable } from '../../kustomize/nodes/printable.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { Unprintable } from '../../yaml/node/unprintable.ts';
import { fieldName, namedVariables, type Path } from './field-of.ts';

/** A value that nothing can be made of, told without itself. */
interface UnprintableValue {
  readonly why: string;
  /** What stood there before. */
  readonly node: Node;
}

/**
 * Finds what a substituted object must not hold: JSON knows no infinite number, and the object is printed as YAML once
 * more, which knows no control characters.
 *
 * @param object as it was read again
 * @param template as it was before
 * @see sigs.k8s.io/yaml YAMLToJSON, fluxcd/kustomize-controller internal/controller KustomizationReconciler.build
 */
export function unprintableIn(object: Mapping, template: Mapping): UnprintableValue | undefined {
  try {
    checkPrintable(object);
    checkReadable(object);
    return undefined;
  } catch (error) {
    if (!(error instanceof Unprintable)) throw error;
    const { scalar } = error;
    const path = scalar === undefined ? undefined : pathTo(scalar, object);
    const node = (path && at(template, path)) ?? template;
    const field = path === undefined ? 'a key' : fieldName(path);
    return { why: `${field} ${REASONS[error.code]}${namedVariables(node)}`, node };
  }
}

const REASONS: Readonly<Record<Unprintable['code'], string>> = {
  'not-finite': 'is infinite or not a number, which JSON cannot hold',
  'control-character': 'has a control character, which YAML cannot hold',
  'invalid-binary': 'is declared as base64, but is not',
  'wrong-type': 'is not of its type',
};

function pathTo(scalar: Scalar, node: Node): Path | undefined {
  if (node === scalar) return [];
  if (node instanceof Scalar) return undefined;
  for (const [key, value] of node instanceof Mapping ? node.entries : node.items.entries()) {
    const rest = pathTo(scalar, value);
    if (rest !== undefined) return [key, ...rest];
  }
  return undefined;
}

function at(node: Node, path: Path): Node | undefined {
  let found: Node | undefined = node;
  for (const key of path) {
    if (found instanceof Mapping) found = found.get(String(key));
    else found = found === undefined || found instanceof Scalar ? undefined : found.items[Number(key)];
  }
  return found;
}
