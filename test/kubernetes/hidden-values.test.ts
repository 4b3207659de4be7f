import { expect, test } from '@jest/globals';
import { ClusterSchemas } from '../../src/kubernetes/schemas/cluster-schemas.ts';
import { validateObject } from '../../src/kubernetes/validation/validate-object.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../src/yaml/node/node.ts';
import { mappingsIn } from './violations-of.ts';

const canary = 'S3cr3t-canary';

/** Every text that is the canary as a value that must never be shown. */
function hide(node: Node, hidden: 'secret' | 'opaque'): Node {
  if (node instanceof Mapping) return new Mapping([...node.entries].map(([key, value]) => [key, hide(value, hidden)]));
  if (node instanceof Sequence) return new Sequence(node.items.map((item) => hide(item, hidden)));
  return node.text === canary ? node.marked({ hidden }) : node;
}

test.each(['secret', 'opaque'] as const)(
  'of a value that is %s nothing is said, neither that it is wrong nor what it is',
  (hidden) => {
    const [object] = mappingsIn(`apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: ${canary}
  selector: { matchLabels: { app: ${canary} } }
  strategy: { type: ${canary} }
  template:
    spec:
      containers:
        - name: ${canary}
          imagePullPolicy: ${canary}
          resources: { limits: { cpu: ${canary} } }
          env: [{ name: ${canary}, value: 1 }, { name: ${canary}, value: 2 }]
`);
    const hiddenObject = hide(object ?? new Mapping([]), hidden);
    const known = new ClusterSchemas([]).find('apps/v1', 'Deployment');
    if (known.is !== 'served' || !(hiddenObject instanceof Mapping)) throw new Error('there is nothing to validate');
    const found = validateObject(hiddenObject, known.schema, { unknown: 'dropped', isOpaque: () => false });
    const told = found.map(({ path, message, fix }) => [path, message, fix]);
    expect(JSON.stringify(told)).not.toContain(canary);
    const value = (index: number) => [...['spec', 'template', 'spec', 'containers', 0, 'env', index, 'value']];
    expect(told).toEqual([0, 1].map((index) => [value(index), 'must be text, but is a number', 'Put it in quotes.']));
    expect(found.every(({ node }) => !(node instanceof Scalar && node.text === canary))).toBe(true);
  },
);

test('a text with a variable that nobody is known to substitute is not known', () => {
  const [object = new Mapping([])] = mappingsIn(
    'apiVersion: apps/v1\nkind: ReplicaSet\nspec: { replicas: "$' + '{COUNT}" }\n',
  );
  const known = new ClusterSchemas([]).find('apps/v1', 'ReplicaSet');
  if (known.is !== 'served') throw new Error('there is nothing to validate');
  const codes = (isOpaque: (scalar: Scalar) => boolean) =>
    validateObject(object, known.schema, { unknown: 'dropped', isOpaque }).map(({ code }) => code);
  expect(codes(() => false)).toEqual(['wrong-type', 'missing-field']);
  expect(codes(({ text }) => text.includes('$' + '{'))).toEqual(['missing-field']);
});
