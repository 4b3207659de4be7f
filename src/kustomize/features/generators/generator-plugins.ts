import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { resolvePlain } from '../../../yaml/node/resolve-tag.ts';
import type { BuildContext } from '../../context/build-context.ts';
import type { Plugin } from '../../context/plugin.ts';
import { lineAt } from '../../model/origin.ts';
import { failAt } from '../../model/problem.ts';
import { Resource } from '../../model/resource.ts';
import { trailOf } from '../../model/resources.ts';
import { type Decoder, struct, text } from '../../read/decode.ts';
import { generateConfigMap, generateSecret } from './generate.ts';
import { configMap, type GeneratorEntry, secret } from './generator-fields.ts';

type Generate = (build: BuildContext, plugin: Plugin) => Resource;

/** The builtin generators, by kind. */
const GENERATORS: ReadonlyMap<string, Generate> = new Map<string, Generate>([
  ['ConfigMapGenerator', ({ loader }, plugin) => generateConfigMap(loader, plugin.scope, named(plugin, configMap))],
  ['SecretGenerator', ({ loader }, plugin) => generateSecret(loader, plugin.scope, named(plugin, secret))],
  ['IAMPolicyGenerator', (_, plugin) => generateServiceAccount(plugin)],
]);

/** @returns the builtin generator of a kind */
export function generatorOf(kind: string): Generate | undefined {
  return GENERATORS.get(kind);
}

const nameAndNamespace = struct((field) => ({ name: field('name', text), namespace: field('namespace', text) }));
const withMetadata = struct((field) => ({ metadata: field('metadata', nameAndNamespace) }));

/** What the configuration does not name is named as the configuration itself. */
function named<Entry extends GeneratorEntry>({ node, reading }: Plugin, decode: Decoder<Entry>): Entry {
  const entry = decode(node, reading);
  const own = withMetadata(node, reading).metadata;
  const name = entry.name?.text ? entry.name : own?.name;
  const namespace = entry.namespace?.text ? entry.namespace : own?.namespace;
  return { ...entry, name, namespace };
}

const account = struct((field) => ({ name: field('name', text), projectId: field('projectId', text) }));
const policy = struct((field) => ({
  cloud: field('cloud', text),
  kubernetesService: field('kubernetesService', nameAndNamespace),
  serviceAccount: field('serviceAccount', account),
}));

/**
 * Makes the service account that stands for one of Google's.
 *
 * @throws BuildError for any other cloud
 * @see kustomize api/filters/iampolicygenerator
 */
function generateServiceAccount({ node, reading, scope }: Plugin): Resource {
  const { cloud, kubernetesService, serviceAccount } = policy(node, reading);
  if (cloud?.text !== 'gke') {
    const message = `IAMPolicyGenerator: the cloud "${cloud?.text ?? ''}" is not supported; "gke" is`;
    throw failAt('invalid-generator', message, { path: scope.path, node: cloud ?? node });
  }
  const value = (written: string): Node => new Scalar(written, resolvePlain(written), 'plain', node.place);
  const email = `${serviceAccount?.name?.text ?? ''}@${serviceAccount?.projectId?.text ?? ''}.iam.gserviceaccount.com`;
  const namespace = kubernetesService?.namespace?.text ?? '';
  const metadata = new Mapping([
    ['annotations', new Mapping([['iam.gke.io/gcp-service-account', value(email)]])],
    ['name', value(kubernetesService?.name?.text ?? '')],
    ...(namespace === '' ? [] : [['namespace', value(namespace)] as const]),
  ]);
  const object = new Mapping(
    [
      ['apiVersion', value('v1')],
      ['kind', value('ServiceAccount')],
      ['metadata', metadata],
    ],
    node.place,
  );
  return new Resource(object, trailOf({ ...lineAt(scope.path, node), generated: true }));
}
