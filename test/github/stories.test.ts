import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { articleRepo, articleStories, loadFleet, loadStories } from '../fixtures/fleets/load-fleet.ts';
import { otherNames, renameFleet, renameStory } from '../fixtures/fleets/rename-fleet.ts';
import { openStory } from './open-story.ts';
import { expectedChanges, saidChanges } from './said-changes.ts';
import { type StartedApp, startApp } from './start-app.ts';

let app: StartedApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

const fleet = loadFleet(articleRepo);
const stories = loadStories(articleStories);
const nothing = { gained: [], lost: [], changed: [], moved: 0 };

const conclusions: Record<string, string> = {
  '01-foo-app-to-prod': 'failure',
  '02-foo-app-to-dev-and-prod': 'failure',
  '03-foo-app-as-baseline': 'failure',
  '04-foo-app-prod-overlay': 'failure',
  '05-namespace-foo-to-common': 'success',
  '06-podinfo-replicas-in-prod': 'success',
  '07-podinfo-image-in-base': 'success',
  '08-policy-to-shared': 'success',
  '09-policy-to-enforce': 'success',
  '10-kyverno-chart-version': 'success',
  '11-typo-in-path': 'failure',
  '12-test-pointed-at-dev': 'failure',
  '13-readme-only': 'neutral',
  '14-merge-conflict': 'failure',
  '15-base-moved-on': 'success',
};

describe.each([
  ['the article', { files: fleet, stories }],
  [
    'a copy with other names',
    { files: renameFleet(fleet, otherNames), stories: stories.map((story) => renameStory(story, otherNames)) },
  ],
])('%s', (description, copy) => {
  test.each(copy.stories.map((story) => [story.name, story] as const))('%s', async (name, story) => {
    const files = Object.fromEntries(copy.files);
    const names = { owner: 'acme', name: `${name}-${description.length}` };
    const repository = await app.github.createRepository({ ...names, organization: true, files });
    const pull = await openStory(repository, story, repository.sha('main'));
    const check = await repository.waitForCheck(pull.headSha, 'blast-radius: main');
    await app.quiet();

    expect(check.conclusion).toBe(conclusions[name]);
    const comments = pull.comments.map(({ body }) => body);
    expect(comments).toHaveLength(check.conclusion === 'neutral' ? 0 : 1);
    const said = saidChanges(comments.join());
    for (const [cluster, expected] of Object.entries(story.expected.clusters)) {
      expect({ [cluster]: said[cluster] ?? nothing }).toEqual({ [cluster]: expectedChanges(expected) });
      if (expected.unresolved) expect(check.title).toContain(`${cluster} cannot be rendered`);
    }
  });
});
