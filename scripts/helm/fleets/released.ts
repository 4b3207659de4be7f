import { join } from 'node:path';
import { keepsValues } from '../../../src/flux/charts/values-files.ts';
import { isGateOpen, mainOf } from '../../../src/flux/controllers/controllers.ts';
import type { Chart } from '../../../src/flux/helm/chart.ts';
import { sourceElsewhere } from '../../../src/flux/objects/source-elsewhere.ts';
import { servedApis } from '../../../src/flux/releases/served-apis.ts';
import type { Installed, Inventory, Root } from '../../../src/flux/roots/inventory.ts';
import { DEFAULT_KUBE_VERSION } from '../../../src/helm/objects/capabilities.ts';
import { helmControllerOf } from '../../../src/helm/release/helm-controller.ts';
import { sourceKey } from '../../../src/tree/sources/source-ref.ts';
import { hiddenIn } from '../../../src/yaml/node/hidden-scalar.ts';
import { printYaml } from '../../../src/yaml/print/print.ts';
import { PACKAGE, type Question } from '../oracle/question.ts';
import { type Asked, question } from '../oracle/random-release.ts';

/** A release that is a root of its cluster, and what helm-controller is asked of it; or why it is not asked. */
export interface Released {
  readonly root: Root;
  readonly asked: Question | string;
  /** The program that embeds what its helm-controller does. */
  readonly by: 'helm3' | 'helm4';
}

/** Where charts stand, and how helm-controller is asked. */
interface Asking {
  /** @returns the folder of the chart that a reference was resolved to */
  readonly folderOf: (key: string) => string | undefined;
  /** Where these folders are. */
  readonly charts: string;
}

/** What the program that embeds Helm 4 is. */
const NEWEST = { major: 1, minor: 6, patch: 3 } as const;
const ANOTHER = 'its helm-controller does otherwise than the one that is asked';

/** @returns the releases of a cluster, and of those that it applies to */
export function releasedIn(
  inventory: Inventory,
  asking: Asking,
  controllers = inventory.controllers,
): readonly Released[] {
  const running = mainOf(controllers, 'helm-controller');
  const controller = helmControllerOf(running.version, isGateOpen(running, 'UseHelm3Defaults'));
  const { helm, hasStrategies, dropsOtherCrds } = controller;
  const by = helm.major === 3 ? 'helm3' : 'helm4';
  const isAnother = by === 'helm4' && JSON.stringify(controller) !== JSON.stringify(helmControllerOf(NEWEST));
  const asked: Asked = { isNewest: hasStrategies, dropsOtherCrds };
  const own = inventory.roots.flatMap((root): readonly Released[] =>
    root.release === undefined
      ? []
      : [{ root, by, asked: isAnother ? ANOTHER : questionOf(root, root.release, inventory, { ...asking, asked }) }],
  );
  const spokes = [...inventory.spokes.values()].flatMap((spoke) => releasedIn(spoke, asking, controllers));
  return [...own, ...spokes];
}

function questionOf(
  root: Root,
  { holder, from, chartVersion }: Installed,
  inventory: Inventory,
  asking: Asking & { readonly asked: Asked },
) {
  const { resource } = holder;
  const { chart, values } = from;
  const folder = chart === undefined ? undefined : asking.folderOf(keyOf(chart));
  if (chart === undefined || folder === undefined) return 'its chart is in a repository of files';
  if (!keepsValues(chart.valuesFiles)) return 'only the cluster knows the version of its chart';
  const isUnknown = hiddenIn(values.values).some(({ hidden }) => hidden === 'opaque');
  if (isUnknown || values.opaque.length > 0) return 'some of its values are not known';
  const lists = inventory.roots.map(({ resources }) => resources);
  const [, suffix] = chartVersion.split('+');
  const path = join(asking.charts, folder);
  return question(root.name, asking.asked, {
    release: printYaml(resource.node),
    objects: values.read.map(({ node }) => printYaml(node)),
    chart: path,
    source:
      chart.source.kind === 'OCIRepository' ? { ...PACKAGE, kind: 'artifact', revision: `sha1:${suffix}` } : PACKAGE,
    revision: 2,
    former: { chart: path, values: {} },
    kubeVersion: DEFAULT_KUBE_VERSION.version,
    apiVersions: servedApis(lists, undefined).all(),
  });
}

function keyOf({ name, version, source: { kind, url, object } }: Chart): string {
  if (kind === 'HelmRepository') return sourceKey({ kind: 'chart', url: url.trim(), name, version });
  const source = object === undefined ? undefined : sourceElsewhere(object);
  return source === undefined || 'reason' in source ? '' : sourceKey(source);
}
