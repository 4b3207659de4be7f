import type { Json, JsonObject, Random } from '../random.ts';
import { annotations, labels, metadata } from './metadata.ts';
import { podSpec } from './pod-spec.ts';
import { NAMES } from './vocabulary.ts';

export function workload(random: Random, kind: string): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: metadata(random),
    spec: {
      ...random.record({
        replicas: [0.5, () => random.pick<Json>([0, 1, 3, 5, '2'])],
        serviceName: [kind === 'StatefulSet' ? 0.7 : 0, () => random.pick(NAMES)],
      }),
      selector: { matchLabels: labels(random) },
      template: {
        metadata: { labels: labels(random), ...random.record({ annotations: [0.2, () => annotations(random)] }) },
        spec: podSpec(random),
      },
      ...random.record({
        volumeClaimTemplates: [
          kind === 'StatefulSet' ? 0.4 : 0,
          () => [{ metadata: { name: 'vol' }, spec: { storageClassName: 'fast' } }],
        ],
      }),
    },
  };
}

export function cronJob(random: Random): JsonObject {
  return {
    apiVersion: random.pick(['batch/v1', 'batch/v1beta1']),
    kind: 'CronJob',
    metadata: metadata(random),
    spec: { schedule: '* * * * *', jobTemplate: { spec: { template: { spec: podSpec(random) } } } },
  };
}

export function pod(random: Random): JsonObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: metadata(random), spec: podSpec(random) };
}

export function autoscaler(random: Random): JsonObject {
  const kind = random.pick(['Deployment', 'StatefulSet']);
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata(random),
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind, name: random.pick(NAMES) }, maxReplicas: 3 },
  };
}

export function disruptionBudget(random: Random): JsonObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(random),
    spec: { selector: { matchLabels: labels(random) }, maxUnavailable: random.pick([1, '50%']) },
  };
}
