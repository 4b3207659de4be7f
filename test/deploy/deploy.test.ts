import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { deployed, inProject, rendered } from './deployed-fleet.ts';

const several = { several: { enabled: true }, monitoring: { enabled: true }, ingress: { enabled: true } };

const kustomization = (...resources: readonly string[]) => ({
  'kustomization.yaml': JSON.stringify({ resources: ['flux-system/gotk-sync.yaml', 'secret.yaml', ...resources] }),
  'secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: { name: blast-radius, namespace: blast-radius }\n',
});

const release = (values: object) => ({
  ...kustomization('release.yaml', '../../deploy/base/namespace.yaml'),
  'release.yaml': JSON.stringify({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: 'app', namespace: 'blast-radius' },
    spec: {
      interval: '1h',
      chart: {
        spec: {
          chart: 'deploy/chart',
          sourceRef: { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' },
        },
      },
      values,
    },
  }),
});

describe('a fleet that runs the App by it is reviewed, and nothing is wrong', () => {
  const kinds = ['monitoring.coreos.com/v1 PrometheusRule', 'monitoring.coreos.com/v1 ServiceMonitor'];
  const helm = 'helm.toolkit.fluxcd.io/v2 HelmRelease';
  test.each([
    ['by kustomize, as one process', kustomization('../../deploy/overlays/single'), 6, []],
    [
      'by kustomize, as several',
      kustomization('../../deploy/overlays/redis', '../../deploy/chart/monitoring'),
      13,
      kinds,
    ],
    ['by the chart, as one process', release({}), 6, [helm]],
    ['by the chart, as several', release(several), 14, [helm, ...kinds]],
  ])('%s', (_, files, validated, unknownKinds) => {
    const { cluster, findings } = deployed(files);
    // The Prometheus operator is another's; its definitions come with it.
    expect(findings.filter(({ rule }) => rule !== 'missing-crd')).toEqual([]);
    expect(cluster.unresolved).toEqual([]);
    expect(cluster.releases?.unrendered).toBeUndefined();
    expect(cluster.validation).toMatchObject({ validated, unknownKinds });
  });

  test('but for a field that is mistyped, which is found where it stands', () => {
    const mistyped = (text: string) => text.replace('failureThreshold: 6', 'failureThreshold: six');
    const places = [kustomization('../../deploy/overlays/redis'), release(several)].map((files) =>
      deployed(files, mistyped).findings.flatMap(({ rule, path }) => (rule === 'schema-invalid' ? [path] : [])),
    );
    expect(places).toEqual([['deploy/base/process/deployment.yaml'], ['deploy/chart/templates/processes.yaml']]);
  });
});

const ObjectSchema = v.looseObject({
  kind: v.string(),
  metadata: v.looseObject({ name: v.string() }),
  spec: v.optional(v.looseObject({ template: v.optional(v.looseObject({ spec: v.record(v.string(), v.unknown()) })) })),
});

async function podsOf(args: readonly string[]): Promise<Record<string, Record<string, unknown>>> {
  const objects = v.parse(v.array(ObjectSchema), await rendered(args));
  return Object.fromEntries(
    objects.flatMap(({ kind, metadata, spec }) =>
      spec?.template === undefined ? [] : [[`${kind} ${metadata.name}`, spec.template.spec]],
    ),
  );
}

describe.each([
  ['one process', 'single', []],
  ['several', 'redis', ['--set', 'several.enabled=true']],
])('as %s', (_, overlay, values) => {
  const kustomize = ['build', inProject('deploy', 'overlays', overlay)];
  const chart = ['helm', 'template', 'app', inProject('deploy', 'chart'), ...values];

  test('kustomize and the chart run the same pods', async () => {
    const own = JSON.stringify(await podsOf(chart)).replaceAll(/\bapp-(?=web|worker|redis|data)/g, '');
    const spread = /"topologySpreadConstraints":\[\{.*?\}\],/g;
    const same = await podsOf(kustomize);
    expect(JSON.parse(own.replaceAll(spread, ''))).toEqual(JSON.parse(JSON.stringify(same).replaceAll(spread, '')));
  });

  test('every pod runs as nobody, reads only, has limits and time to end', async () => {
    const drain = Number(/^#DRAIN_SECONDS=(\d+)$/m.exec(readFileSync(inProject('.env.example'), 'utf8'))?.[1]);
    for (const [name, pod] of Object.entries(await podsOf(chart))) {
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            readinessProbe: {},
            resources: { requests: { cpu: expect.anything() }, limits: { memory: expect.anything() } },
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ['ALL'] },
            },
          },
        ],
      });
      if (name.startsWith('Deployment')) expect(Number(pod.terminationGracePeriodSeconds)).toBeGreaterThan(drain + 5);
    }
  });
});

test('the chart and the overlays take the image of this version', async () => {
  const chart = v.parse(
    v.looseObject({ version: v.string(), appVersion: v.string() }),
    parse(readFileSync(inProject('deploy', 'chart', 'Chart.yaml'), 'utf8')),
  );
  expect(chart).toMatchObject({ version: manifest.version, appVersion: manifest.version });
  for (const overlay of ['single', 'redis'])
    expect(JSON.stringify(await podsOf(['build', join(inProject('deploy', 'overlays'), overlay)]))).toContain(
      `/blast-radius:${manifest.version}"`,
    );
});

test('values that the chart does not know are refused', async () => {
  await expect(
    rendered(['helm', 'template', 'app', inProject('deploy', 'chart'), '--set', 'replicas=3,several.enabled=yes']),
  ).rejects.toThrow(
    /at '\/several\/enabled': got string, want boolean\n- at '': additional properties 'replicas' not allowed/,
  );
});
