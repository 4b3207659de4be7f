import { isStrict, mainOf } from '../../../flux/controllers/controllers.ts';
import type { Root } from '../../../flux/roots/inventory.ts';
import { counted } from '../../../text/counted.ts';
import { quoted } from '../../../text/quoted.ts';
import type { Rule } from '../../view/rule.ts';

export const unknownStrictness: Rule = {
  id: 'unknown-strictness',
  severity: 'notice',
  title: 'A controller that is assumed not to be strict',
  why: 'From 1.9 on, kustomize-controller applies nothing of a root that uses a variable without a value. What the cluster already runs uses such variables, so its controller, whose version is not in the repository, is assumed to be older.',
  fix: 'Set the variables, or add the manifests of Flux to the repository.',
  check({ cluster, before, after, pairs }) {
    if (cluster.via !== undefined || before === undefined || after === undefined) return [];
    if (isStrict(mainOf(after.inventory.controllers, 'kustomize-controller')) !== undefined) return [];
    const using = before.inventory.roots.filter(({ unset = [] }) => unset.length > 0);
    const isOf = ({ name, home }: Root) => using.some((root) => root.name === name && root.home === home);
    const isTouched = pairs.differing.some((pair) => [pair.before, pair.after].some((side) => side && isOf(side.root)));
    const [root] = using;
    const [first] = root?.unset ?? [];
    if (!isTouched || root === undefined || first === undefined) return [];
    const names = new Set(using.flatMap(({ unset = [] }) => unset.map(({ name }) => name)));
    const more = names.size === 1 ? '' : ` and ${counted(names.size - 1, 'more variable')}`;
    const message = `${cluster.name} is taken not to be strict, as ${quoted(`\${${first.name}}`)}${more} without a value ${names.size === 1 ? 'is' : 'are'} in use already`;
    return [{ message, ...before.placeOf({ resource: first.resource, root }, first.node) }];
  },
};
