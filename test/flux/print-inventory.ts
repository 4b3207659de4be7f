import type { Inventory, Root } from '../../src/flux/roots/inventory.ts';
import type { Problem } from '../../src/kustomize/model/problem.ts';
import { printYamlDocuments } from '../../src/yaml/print/print.ts';

/** An inventory as text, whole: every root with its objects and problems, what is external, then every spoke. */
export function printInventory(inventory: Inventory): string {
  return [...sections(inventory, ''), ...[...inventory.spokes].flatMap(([name, spoke]) => sections(spoke, name))].join(
    '\n',
  );
}

function sections({ roots, external }: Inventory, spoke: string): readonly string[] {
  const target = spoke === '' ? '' : `${spoke}: `;
  return [
    ...roots.map(
      (root) => `# ${target}${describe(root)}\n${printYamlDocuments(root.resources.map(({ node }) => node))}`,
    ),
    ...external.map(({ flux }) => {
      const { kind, namespace, name } = flux.sourceRef;
      return `# ${target}external: ${flux.namespace}/${flux.name} takes "${flux.path}" from ${kind} ${namespace}/${name}\n`;
    }),
  ];
}

function describe({ name, directory, flux, problems, gaps, dropped }: Root): string {
  const states = [
    ...(flux?.suspend === true ? ['suspended'] : []),
    ...(flux?.prune === false ? ['prunes nothing'] : []),
  ];
  return [
    [`${name} from "${directory}"`, ...states].join(', '),
    ...problems.map(problemText),
    ...gaps.map((gap) => `${problemText(gap)}; the rest is known`),
    ...dropped.map(({ field, path, line }) => `# dropped: ${field} at ${path}:${line}`),
  ].join('\n');
}

function problemText({ code, message, path, line }: Problem): string {
  const place = path === undefined ? '' : ` at ${path}${line === undefined ? '' : `:${line}`}`;
  return `# ${code}: ${message}${place}`;
}
