import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sign } from '@octokit/webhooks-methods';
import * as v from 'valibot';
import { settings, smallFleet } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';

interface Event {
  readonly name: string;
  readonly payload: object;
}

let app: StartedApp;
let events: readonly Event[];

beforeAll(async () => {
  app = await startApp();
  events = await everyEvent();
});

afterAll(() => app.close());

/**
 * What GitHub has really sent, of every event; where it has none of an action, an example of the event says it is that.
 *
 * @see https://github.com/octokit/webhooks/tree/main/payload-examples
 */
async function everyEvent(): Promise<readonly Event[]> {
  const path = createRequire(import.meta.url).resolve('@octokit/webhooks-examples');
  const definition = v.object({
    name: v.string(),
    actions: v.array(v.string()),
    examples: v.array(v.looseObject({ action: v.optional(v.string()) })),
  });
  const definitions = v.parse(v.array(definition), JSON.parse(await readFile(path, 'utf8')));
  return definitions.flatMap(({ name, actions, examples }) => {
    const missing = actions.filter((action) => examples.every((example) => example.action !== action));
    const renamed = missing.map((action) => ({ ...examples[0], action, changes: {} }));
    return [...examples, ...renamed].map((payload) => ({ name, payload }));
  });
}

/** @returns the events that were not taken, with the status that said so */
async function refused(sent: readonly Event[]): Promise<readonly string[]> {
  const said: string[] = [];
  for (const [index, { name, payload }] of sent.entries()) {
    const body = JSON.stringify(payload);
    const headers = {
      'content-type': 'application/json',
      'x-github-delivery': `delivery-${index}`,
      'x-github-event': name,
      'x-hub-signature-256': await sign(app.github.webhookSecret, body),
    };
    const { status } = await fetch(`${app.url}/api/github/webhooks`, { method: 'POST', headers, body });
    if (status !== 200) said.push(`${name} ${'action' in payload ? payload.action : ''}: ${status}`);
  }
  return said;
}

/** As a hook of a repository or an organization sends it; what is told of an installation always names it. */
function withoutInstallation({ name, payload }: Event): Event {
  return { name, payload: name.startsWith('installation') ? payload : { ...payload, installation: undefined } };
}

const about = 'GitHub refused; the pull request is left unchanged: 404 Not Found - https://docs.github.com/rest';

test('every event that GitHub sends is taken, whoever sends it, and of what it speaks of nothing need be there', async () => {
  expect(await refused(events.map(withoutInstallation))).toEqual([]);
  await app.quiet();
  // Most examples are of this repository.
  const repository = await app.github.createRepository({ owner: 'Codertocat', name: 'Hello-World', files: smallFleet });
  const id = app.github.app.installationOn(repository)?.id;
  const installed = events.map(({ name, payload }) => ({ name, payload: { ...payload, installation: { id } } }));
  expect(await refused(installed)).toEqual([]);
  await app.quiet();
  const worried = app.logged().filter(({ level }) => Number(level) >= 40);
  expect(new Set(worried.map(({ msg }) => msg))).toEqual(new Set([about]));
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') }, as: 'Codertocat' });
  const pull = await repository.openPull({ head: 'change', author: 'Codertocat' });
  await app.quiet();
  expect(pull.checks).toMatchObject([{ conclusion: 'success' }]);
});
