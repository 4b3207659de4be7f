import type { JsonObject, Random } from '../random.ts';
import { NAMES, NAMESPACES, SECRET_NAMES, VALUES } from './vocabulary.ts';

export function metadata(random: Random): JsonObject {
  return {
    name: random.pick(NAMES),
    ...random.record({
      namespace: [0.25, () => random.pick(NAMESPACES)],
      labels: [0.4, () => labels(random)],
      annotations: [0.25, () => annotations(random)],
    }),
  };
}

export function labels(random: Random): JsonObject {
  return {
    app: random.pick(NAMES),
    ...random.record({
      tier: [0.3, () => random.pick(['front', 'back'])],
      'app.kubernetes.io/part-of': [0.1, () => 'suite'],
    }),
  };
}

export function annotations(random: Random): JsonObject {
  return random.record({
    note: [0.6, () => random.pick(VALUES)],
    'example.org/owner': [0.4, () => random.pick(['team-a', '$(NAME)'])],
    'config.kubernetes.io/local-config': [0.1, () => random.pick(['true', 'false'])],
    'nginx.ingress.kubernetes.io/auth-secret': [0.1, () => random.pick(SECRET_NAMES)],
  });
}

export function data(random: Random): JsonObject {
  return {
    key: random.pick(VALUES.filter((each) => each !== null)),
    ...random.record({ url: [0.4, () => 'https://host.example:80/path'], 'app.json': [0.2, () => '{"name":"x"}'] }),
  };
}
