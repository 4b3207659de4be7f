import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';
import { inProject } from './deployed-fleet.ts';

const Process = v.strictObject({
  build: v.literal('.'),
  restart: v.literal('unless-stopped'),
  env_file: v.string(),
  environment: v.record(v.string(), v.string()),
  depends_on: v.strictObject({ redis: v.strictObject({ condition: v.literal('service_healthy') }) }),
  read_only: v.literal(true),
  tmpfs: v.literal('/tmp'),
  cap_drop: v.strictTuple([v.literal('ALL')]),
  security_opt: v.strictTuple([v.literal('no-new-privileges:true')]),
  stop_grace_period: v.literal('30s'),
  command: v.array(v.string()),
  volumes: v.strictTuple([v.string()]),
  ports: v.optional(v.array(v.string())),
});
const Redis = v.strictObject({
  image: v.string(),
  restart: v.string(),
  command: v.array(v.string()),
  volumes: v.array(v.string()),
  healthcheck: v.strictObject({ test: v.array(v.string()), interval: v.string() }),
});
const Compose = v.strictObject({
  name: v.string(),
  'x-app': v.unknown(),
  services: v.objectWithRest({ redis: Redis }, Process),
  volumes: v.record(v.string(), v.null()),
});

/** `compose.yaml`: its Redis, its processes by their names, and the names of its volumes. */
export function readCompose() {
  const read = v.parse(Compose, parse(readFileSync(inProject('compose.yaml'), 'utf8'), { merge: true }));
  const { redis, ...processes } = read.services;
  return { redis, processes, volumes: Object.keys(read.volumes) };
}
