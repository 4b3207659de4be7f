import { StartRefused } from '../env/start-refused.ts';

const roles = ['web', 'worker', 'all'] as const;

/** What a process does: `web` takes deliveries, `worker` does what they ask for, `all` does both. */
export type Role = (typeof roles)[number];

/**
 * @param text as given on the command line
 * @param hasRedis whether processes share a queue
 * @throws StartRefused for an unknown role, and for one that needs Redis without Redis
 */
export function readRole(text: string, hasRedis: boolean): Role {
  const role = roles.find((each) => each === text);
  if (role === undefined) throw new StartRefused(`--role is "${text}"; it must be one of ${roles.join(', ')}.`);
  if (role !== 'all' && !hasRedis)
    throw new StartRefused(`--role ${role} needs REDIS_URL: without Redis one process does everything.`);
  return role;
}
