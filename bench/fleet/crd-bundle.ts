import { numbered } from './objects.ts';

/** @returns definitions as large as the bundles that controllers bring: twelve, about 700 kB. */
export function crdBundle(): string {
  return numbered('kind', 12)
    .map((kind) => definition(kind.replace('-', '')))
    .join('---\n');
}

function definition(kind: string): string {
  const properties = numbered('section', 8).map((section) => property(section, 14, 3));
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${kind}s.bench.example.org
spec:
  group: bench.example.org
  names: {kind: ${kind[0]?.toUpperCase()}${kind.slice(1)}, plural: ${kind}s}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
${properties.join('')}`;
}

function property(name: string, indent: number, depth: number): string {
  const pad = ' '.repeat(indent + 2);
  const head = `${pad}${name.replace('-', '')}:\n${pad}  description: What ${name} is for, and what happens where it is left out of the object.\n`;
  if (depth === 0) return `${head}${pad}  type: string\n`;
  const inner = numbered('field', depth === 3 ? 3 : 4).map((each) => property(each, indent + 4, depth - 1));
  return `${head}${pad}  type: object\n${pad}  properties:\n${inner.join('')}`;
}
