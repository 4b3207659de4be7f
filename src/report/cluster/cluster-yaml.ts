import { nameOf } from '../../flux/objects/flux-kustomization.ts';
import { inApplyOrder } from '../../flux/roots/apply-order.ts';
import { chartLabel, type Inventory, type Root, unknownOf } from '../../flux/roots/inventory.ts';
import { inDependencyOrder } from '../../review/order/depends-on.ts';
import { hideNames } from '../../review/secrets/hide-names.ts';
import { maskedObject } from '../../review/secrets/masked-object.ts';
import { SecretValues } from '../../review/secrets/secret-values.ts';
import { asWritten } from '../../review/unknown/unknown-names.ts';
import { problemLine, withFix } from '../../text/place-text.ts';
import { unquoted } from '../../text/quoted.ts';
import { visibleText } from '../../text/visible-text.ts';
import { printYamlDocuments } from '../../yaml/print/print.ts';
import { rootRemarks, sourceName } from './root-remarks.ts';

/**
 * All that a cluster applies, as YAML: root by root, each behind those it depends on, its objects in the order in which
 * kustomize-controller applies them. Comments say what is unresolved, external or suspended.
 *
 * @throws Unprintable where a value cannot be YAML
 */
export function clusterYaml(inventory: Inventory): string {
  const secrets = new SecretValues([inventory]);
  const comment = (text: string) => {
    return commentOf(hideNames(secrets.clean(asWritten([text], [inventory]).join()), secrets.names));
  };
  const roots = inDependencyOrder(inventory.roots).map((root) => rootYaml(root, secrets, comment));
  const external = inventory.external.map(({ flux, unfetched }) => {
    const path = flux.path === '' ? '' : `, path ${flux.path}`;
    const why =
      unfetched === undefined
        ? 'its content is not in this repository'
        : unquoted(withFix(unfetched.reason, unfetched.fix));
    return comment(`${nameOf(flux)}: external, from ${sourceName(flux)}${path}: ${why}`);
  });
  return [...roots, ...external].join('---\n');
}

function rootYaml(root: Root, secrets: SecretValues, comment: (text: string) => string): string {
  const remarks = root.flux === undefined ? [] : rootRemarks(root.flux);
  const name = rootLabel(root);
  const title = [name, ...remarks].join(', ');
  const problems = unknownOf(root).map((problem) => comment(`unresolved: ${problemLine(problem)}`));
  const objects = inApplyOrder(root.resources).map((resource) => maskedObject(resource, secrets));
  return [comment(title), ...problems, printYamlDocuments(objects)].join('');
}

function rootLabel({ flux, release, name, directory }: Root): string {
  if (release !== undefined) return `${name}: chart ${chartLabel(release)}`;
  return flux === undefined ? name : `${name}: ${directory || '.'}`;
}

/** One line, whatever the text contains: a comment ends with its line. */
function commentOf(text: string): string {
  return `# ${visibleText(text, 1_000)}\n`;
}
