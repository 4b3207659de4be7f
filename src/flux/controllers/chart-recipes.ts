import type { Node } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { type ControllerName, fluxMinorOf, parseVersion } from './controller-version.ts';
import type { Recipe } from './recipe.ts';

/** The chart's names of the controllers. @see fluxcd-community/helm-charts charts/flux2/values.yaml */
const IN_VALUES: readonly (readonly [value: string, controller: ControllerName])[] = [
  ['sourceController', 'source-controller'],
  ['kustomizeController', 'kustomize-controller'],
  ['helmController', 'helm-controller'],
];

/**
 * What a HelmRelease of the chart `flux2` makes Flux's Deployments of, as far as its values name their releases: those
 * that they do not name are in the chart itself.
 */
export function chartRecipes(release: Node): readonly Recipe[] {
  const chart = textAt(release, 'spec', 'chart', 'spec', 'chart') || textAt(release, 'spec', 'chartRef', 'name');
  if (textAt(release, 'kind') !== 'HelmRelease' || chart !== 'flux2') return [];
  const namespace = textAt(release, 'spec', 'targetNamespace') || textAt(release, 'metadata', 'namespace');
  return IN_VALUES.flatMap(([key, controller]) => {
    const values = nodeAt(release, 'spec', 'values', key);
    const version = parseVersion(textAt(values, 'tag'));
    const minor = version && fluxMinorOf(controller, version);
    if (minor === undefined) return [];
    const args = itemsAt(values, 'container', 'additionalArgs').map((each) => textAt(each));
    const flux = { major: 2, minor, patch: undefined };
    return [{ namespace, version: flux, controllers: [controller], argumentsOf: () => [args], patches: [] }];
  });
}
