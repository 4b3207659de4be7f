import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { ReviewSchema } from '../../src/review/contract/review.ts';
import { type FleetClone, fleetClone } from './fleet-clone.ts';
import { runProgram } from './run-program.ts';

const gotk = 'clusters/prod/flux-system/gotk-sync.yaml';
let fleet: FleetClone;

beforeAll(() => {
  fleet = fleetClone();
  const text = readFileSync(join(fleet.folder, gotk), 'utf8');
  fleet.write(gotk, text.replace('branch: main', 'branch: live'));
  fleet.commit('main');
  fleet.tell('02-foo-app-to-dev-and-prod');
});
afterAll(() => fleet.remove());

test.each([
  [['--base-branch', 'main'], 'unreached', 0],
  [[], 'rendered', 2],
])('with %j, prod, which follows another branch, is %s', async (args, status, gained) => {
  const { stdout } = await runProgram(['diff', ...args, '--format', 'json'], { cwd: fleet.folder });
  const { clusters } = v.parse(ReviewSchema, JSON.parse(stdout));
  expect({ status: clusters.prod?.status, gained: clusters.prod?.gained.length }).toEqual({ status, gained });
  expect(clusters.dev).toMatchObject({ status: 'rendered', gained: [{ name: 'foo-app' }, { name: 'foo-app' }] });
});
