import type { Logger } from 'pino';
import { Probot, ProbotOctokit } from 'probot';
import type { AppEnvironment } from '../env/environment.ts';
import { gitHubAddresses } from '../env/git-hub-addresses.ts';
import type { ReceivedDelivery } from '../http/take-delivery.ts';
import { askPatiently } from './ask-patiently.ts';
import type { GitHubPace } from './github-pace.ts';

/** Probot as shipped, with our patience, and with only the warnings of its own log. */
export function createProbot(environment: AppEnvironment, log: Logger, pace: GitHubPace): Probot {
  const { appId, privateKey, webhookSecret: secret, webhookPath, gitHub } = environment;
  // Only the function form of `defaults` overrides Probot's own options.
  const Octokit = ProbotOctokit.plugin(askPatiently(pace)).defaults((options: object) => ({
    ...options,
    throttle: { enabled: false },
    retry: { enabled: false },
  }));
  return new Probot({
    appId,
    privateKey,
    secret,
    webhookPath,
    Octokit,
    baseUrl: gitHubAddresses(gitHub).api,
    log: log.child({}, { level: log.isLevelEnabled('trace') ? 'trace' : 'warn' }),
  });
}

type WebhookEvent = Parameters<Probot['receive']>[0];

/**
 * Gives a delivery to the handlers of its event.
 *
 * @throws what they throw: the delivery was then not accepted
 */
export async function receive(probot: Probot, delivery: ReceivedDelivery): Promise<void> {
  if (isFromGitHub(delivery)) await probot.receive(delivery);
}

/** Its signature says that GitHub wrote it, and so that it is of the form that GitHub publishes for its event. */
function isFromGitHub(delivery: ReceivedDelivery): delivery is ReceivedDelivery & WebhookEvent {
  return delivery.name !== '';
}
