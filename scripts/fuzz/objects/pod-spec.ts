import type { JsonObject, Random } from '../random.ts';
import { labels } from './metadata.ts';
import { CONFIG_NAMES, IMAGES, NAMES, SECRET_NAMES } from './vocabulary.ts';

export function container(random: Random, name: string = random.pick(['main', 'side'])): JsonObject {
  return {
    name,
    image: random.pick(IMAGES),
    ...random.record({
      args: [0.4, () => random.some(1, 3, () => random.pick(['--a=$(NAME)', '$(NAME)', '--v', 'x']))],
      env: [0.5, () => [env(random, 'A'), ...(random.chance(0.5) ? [env(random, 'B')] : [])]],
      envFrom: [
        0.3,
        () => [
          random.chance(0.5)
            ? { configMapRef: { name: random.pick(CONFIG_NAMES) } }
            : { secretRef: { name: random.pick(SECRET_NAMES) } },
        ],
      ],
      ports: [0.3, () => [{ containerPort: random.pick([80, 8080]), name: 'http' }]],
      volumeMounts: [0.3, () => [{ name: 'vol', mountPath: random.pick(['/data', '/$(NAME)']) }]],
      resources: [0.2, () => ({ limits: { cpu: random.pick(['1', '500m', 2]) } })],
    }),
  };
}

function env(random: Random, name: string): JsonObject {
  if (random.chance(0.4)) return { name, value: String(random.pick(['1', 'plain', '$(NAME)', 'a-$(NAME)-$(OTHER)'])) };
  const ref = { name: random.pick(random.chance(0.5) ? CONFIG_NAMES : SECRET_NAMES), key: 'key' };
  return { name, valueFrom: random.chance(0.5) ? { configMapKeyRef: ref } : { secretKeyRef: ref } };
}

export function podSpec(random: Random): JsonObject {
  return {
    containers: random.chance(0.3) ? [container(random, 'main'), container(random, 'side')] : [container(random)],
    ...random.record({
      initContainers: [0.2, () => [container(random, 'init')]],
      serviceAccountName: [0.3, () => random.pick(['app', 'default', 'robot'])],
      imagePullSecrets: [0.2, () => [{ name: random.pick(SECRET_NAMES) }]],
      volumes: [0.4, () => [volume(random)]],
      affinity: [
        0.1,
        () => ({
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: labels(random) } }],
          },
        }),
      ],
    }),
  };
}

function volume(random: Random): JsonObject {
  return random.pick<JsonObject>([
    { name: 'vol', configMap: { name: random.pick(CONFIG_NAMES) } },
    { name: 'vol', secret: { secretName: random.pick(SECRET_NAMES) } },
    { name: 'vol', emptyDir: {} },
    { name: 'vol', persistentVolumeClaim: { claimName: random.pick(NAMES) } },
    { name: 'vol', projected: { sources: [{ configMap: { name: random.pick(CONFIG_NAMES) } }] } },
  ]);
}
