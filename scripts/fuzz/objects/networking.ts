import type { JsonObject, Random } from '../random.ts';
import { labels, metadata } from './metadata.ts';
import { NAMES, SECRET_NAMES } from './vocabulary.ts';

export function ingress(random: Random): JsonObject {
  const backend = random.chance(0.6)
    ? { service: { name: random.pick(NAMES), port: { number: 80 } } }
    : { serviceName: random.pick(NAMES), servicePort: 80 };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata(random),
    spec: {
      rules: [{ host: random.pick(['a.example', '$(NAME).example']), http: { paths: [{ path: '/', backend }] } }],
      ...random.record({
        tls: [0.4, () => [{ hosts: ['a.example'], secretName: random.pick(SECRET_NAMES) }]],
        ingressClassName: [0.2, () => 'nginx'],
      }),
    },
  };
}

export function service(random: Random): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(random),
    spec: { selector: labels(random), ports: [{ port: 80, targetPort: random.pick([8080, 'http']) }] },
  };
}

export function networkPolicy(random: Random): JsonObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(random),
    spec: {
      podSelector: { matchLabels: labels(random) },
      ingress: [{ from: [{ podSelector: { matchLabels: labels(random) } }] }],
    },
  };
}
