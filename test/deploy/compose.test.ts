import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { runProgram } from '../cli/run-program.ts';
import { inProject } from './deployed-fleet.ts';
import { readCompose } from './read-compose.ts';

const { redis, processes, volumes } = readCompose();
const dockerfile = readFileSync(inProject('Dockerfile'), 'utf8');

test('its processes are started as the image is, each in a role that there is, with a volume of its own', async () => {
  const [, started = '[]'] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
  const start = v.parse(v.array(v.string()), JSON.parse(started));
  const { stdout } = await runProgram(['serve', '--help']);
  for (const [name, { command, volumes: used, stop_grace_period }] of Object.entries(processes)) {
    expect(command.slice(0, start.length)).toEqual(start);
    const [option, role = ''] = command.slice(start.length);
    expect([name, option]).toEqual([expect.stringContaining(role), '--role']);
    expect(stdout).toMatch(new RegExp(`--role <role> .*\\b${role}\\b`));
    expect(used).toEqual([`${name}:/data`]);
    expect(Number.parseInt(stop_grace_period, 10)).toBeGreaterThan(25);
  }
  expect(volumes.sort()).toEqual(['redis', ...Object.keys(processes)].sort());
  expect(redis.command).toContain('noeviction');
});

test('what it sets is known to the program, and leads to its own Redis', () => {
  const known = readFileSync(inProject('.env.example'), 'utf8');
  for (const { environment } of Object.values(processes)) {
    expect(environment).toEqual({ REDIS_URL: 'redis://redis:6379' });
    for (const name of Object.keys(environment)) expect(known).toMatch(new RegExp(`^#?${name}=`, 'm'));
  }
});

test('the image holds the ports, the folder and the user that what starts it counts on', () => {
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).toMatch(/^VOLUME \/data$/m);
  expect(dockerfile).toMatch(/^EXPOSE 3000$/m);
  expect(processes.web?.ports).toEqual(['3000:3000']);
});
