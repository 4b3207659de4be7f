import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { createNodeMiddleware, createProbot, type Probot } from 'probot';
import { isRecord } from './http/is-record.ts';
import { setScene } from './scene.ts';

/** What an App does: hears of a pull request, comments, checks. */
const app = (probot: Probot): void => {
  probot.on('pull_request.opened', async (context) => {
    const { pull_request: pull } = context.payload;
    await context.octokit.rest.issues.createComment(context.issue({ body: `Looking at ${pull.head.sha}` }));
    await context.octokit.rest.checks.create(
      context.repo({ name: 'probot', head_sha: pull.head.sha, status: 'completed', conclusion: 'success' }),
    );
  });
};

const isAddress = (value: unknown): value is AddressInfo => isRecord(value) && typeof value.port === 'number';

test('shipped Probot, told of this GitHub by its environment alone, hears a pull request and answers it', async () => {
  const { github, repository } = await setScene();
  const env = {
    APP_ID: String(github.appId),
    PRIVATE_KEY: github.privateKey,
    WEBHOOK_SECRET: github.webhookSecret,
    GHE_HOST: github.host,
    GHE_PROTOCOL: 'http' as const,
    LOG_LEVEL: 'fatal' as const,
  };
  const middleware = await createNodeMiddleware(app, {
    probot: createProbot({ env }),
    webhooksPath: '/api/github/webhooks',
  });
  const server = createServer((request, response) => void middleware(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  github.setWebhookUrl(`http://127.0.0.1:${isAddress(address) ? address.port : 0}/api/github/webhooks`);
  try {
    const sha = await repository.commit('topic', { write: { 'a.txt': 'a' } });
    const pull = await repository.openPull({ head: 'topic', title: 'A change' });
    const run = await repository.waitForCheck(sha, 'probot');
    await github.settled();
    expect(run.conclusion).toBe('success');
    expect(pull.comments.map(({ author, body }) => [author.login, body])).toEqual([
      ['blast-radius[bot]', `Looking at ${sha}`],
    ]);
    expect(github.deliveries('pull_request').map(({ action, statusCode }) => [action, statusCode])).toEqual([
      ['opened', 200],
    ]);
  } finally {
    await new Promise((resolve) => server.close(resolve));
    await github.close();
  }
});
