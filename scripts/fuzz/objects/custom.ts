import type { JsonObject, Random } from '../random.ts';
import { metadata } from './metadata.ts';
import { container } from './pod-spec.ts';
import { IMAGES, NAMES, NAMESPACES, VALUES } from './vocabulary.ts';

/** An object of a kind that no builtin table knows. */
export function thing(random: Random): JsonObject {
  return {
    apiVersion: random.pick(['example.org/v1', 'example.org/v1beta1']),
    kind: 'Thing',
    metadata: metadata(random),
    spec: {
      ref: { name: random.pick(NAMES) },
      template: { image: random.pick(IMAGES) },
      containers: [container(random)],
      list: ['a', random.pick(VALUES)],
      size: random.pick([1, 2.5, true, null, '3']),
    },
  };
}

export function customResourceDefinition(random: Random): JsonObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.org' },
    spec: {
      group: 'example.org',
      conversion: { webhook: { clientConfig: { service: { name: random.pick(NAMES), namespace: 'x' } } } },
    },
  };
}

export function webhook(random: Random): JsonObject {
  const service = { name: random.pick(NAMES), namespace: random.pick(NAMESPACES) };
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'hook' },
    webhooks: [{ name: 'a.b.c', clientConfig: { service } }],
  };
}
