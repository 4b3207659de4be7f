import type { Inventory } from '../../flux/roots/inventory.ts';
import { hideNames } from '../../review/secrets/hide-names.ts';
import { SecretValues } from '../../review/secrets/secret-values.ts';
import { asWritten } from '../../review/unknown/unknown-names.ts';
import { type Paint, painter } from '../../text/terminal.ts';
import { visibleText } from '../../text/visible-text.ts';
import { referenceTree, type TreeNode } from './reference-tree.ts';

const STYLE = { root: 'bold', directory: 'cyan', external: 'yellow', problem: 'red' } as const;

/**
 * What brings each object into a cluster, drawn as a tree for a terminal.
 *
 * @param options.isBrief leaves out all that leads to no other root
 */
export function treeText(
  inventory: Inventory,
  options: { readonly colour: boolean; readonly isBrief: boolean },
): string {
  const paint = painter(options.colour);
  const secrets = new SecretValues([inventory]);
  const lines = asWritten(referenceTree(inventory), [inventory]).flatMap((node) => [
    lineOf(node, paint, secrets),
    ...below(node, '', options.isBrief, paint, secrets),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

function below(
  node: TreeNode,
  indent: string,
  isBrief: boolean,
  paint: Paint,
  secrets: SecretValues,
): readonly string[] {
  const children = isBrief ? node.children.filter(leadsToRoots) : node.children;
  return children.flatMap((child, index) => {
    const isLast = index === children.length - 1;
    return [
      `${indent}${isLast ? '└─ ' : '├─ '}${lineOf(child, paint, secrets)}`,
      ...below(child, `${indent}${isLast ? '   ' : '│  '}`, isBrief, paint, secrets),
    ];
  });
}

function leadsToRoots({ kind, children }: TreeNode): boolean {
  return /^(root|external|problem)$/.test(kind) || children.some(leadsToRoots);
}

function lineOf({ kind, label, remarks, place }: TreeNode, paint: Paint, secrets: SecretValues): string {
  const said = (sentence: string) => hideNames(secrets.clean(sentence), secrets.names);
  const text = visibleText(kind === 'problem' ? `✗ ${said(label)}` : hideNames(label, secrets.names), 400);
  const shown = kind === 'object' ? text : paint(STYLE[kind], text);
  const notes = remarks.length === 0 ? '' : `  (${visibleText(said(remarks.join('; ')), 200)})`;
  const at = place === undefined ? '' : `${place.path}${place.line === undefined ? '' : `:${place.line}`}`;
  return `${shown}${notes}${at === '' ? '' : paint('dim', `  ${visibleText(at, 200)}`)}`;
}
