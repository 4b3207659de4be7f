import { Scalar } from '../../yaml/node/node.ts';
import { goValue } from '../../yaml/read/scalars.ts';

const TRUE_IN_1_1 = /^(y|Y|yes|Yes|YES|on|On|ON)$/;
const FALSE_IN_1_1 = /^(n|N|no|No|NO|off|Off|OFF)$/;

/**
 * Reads a scalar as sigs.k8s.io/yaml's `YAMLToJSON` does, where kustomize's own reader differs: go-yaml v2, to which
 * `yes` is true and a date is a string, and then JSON, to which every number is a 64-bit float.
 */
export function resolveAgain(scalar: Scalar): Scalar {
  if (scalar.style === 'plain' && TRUE_IN_1_1.test(scalar.text)) return new Scalar('true', 'bool');
  if (scalar.style === 'plain' && FALSE_IN_1_1.test(scalar.text)) return new Scalar('false', 'bool');
  switch (scalar.tag) {
    case 'null':
      return new Scalar('null', 'null');
    case 'int':
      return afterJson(goValue(scalar), scalar);
    case 'str':
    case 'timestamp':
      return new Scalar(scalar.text, 'str', 'double');
    default:
      return scalar;
  }
}

function afterJson(value: unknown, scalar: Scalar): Scalar {
  if (typeof value !== 'bigint') return scalar;
  const float = Number(value);
  return Number.isSafeInteger(float) ? new Scalar(String(value), 'int') : new Scalar(String(float), 'float');
}
