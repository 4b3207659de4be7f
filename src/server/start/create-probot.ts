import type { Logger } from 'pino';
import { Probot, ProbotOctokit } from 'probot';
import type { AppEnvironment } from '../env/environment.ts';
import type { ReceivedDelivery } from '../http/take-delivery.ts';
import type { GitHubPace } from './github-pace.ts';

/** How often a request is repeated that met one of GitHub's limits: each time as late as GitHub asks. */
const retries = 3;

/** Longer waits are postponed instead: waiting here would delay other reviews. In seconds. */
const longestWait = 60;

/** Probot as shipped, with our rate limits, and with only the warnings of its own log. */
export function createProbot(environment: AppEnvironment, log: Logger, pace: GitHubPace): Probot {
  const { appId, privateKey, webhookSecret: secret, webhookPath, gitHub } = environment;
  // Only the function form of `defaults` overrides Probot's own throttle options.
  const Octokit = ProbotOctokit.plugin(makeOnce).defaults((options: OctokitOptions) => ({
    ...options,
    throttle: { ...options.throttle, ...pace.groups, onRateLimit: again, onSecondaryRateLimit: again },
  }));
  return new Probot({
    appId,
    privateKey,
    secret,
    webhookPath,
    Octokit,
    baseUrl: gitHub.host ? `${gitHub.protocol}://${gitHub.host}/api/v3` : 'https://api.github.com',
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

/**
 * If GitHub created something but the response was lost, a retry would create it twice: creations are not retried here, but
 * by a look that sees what exists. An additional token does no harm.
 */
function makeOnce({ hook }: Pick<InstanceType<typeof ProbotOctokit>, 'hook'>): void {
  hook.before('request', (options) => {
    if (options.method === 'POST' && !options.url.endsWith('/access_tokens'))
      options.request = { ...options.request, retries: 0 };
  });
}

/** As far as they matter here; Octokit's own type leaves all of it open. */
interface OctokitOptions {
  readonly throttle?: object;
}

interface Request {
  readonly method: string;
  readonly url: string;
}

function again(
  seconds: number,
  { method, url }: Request,
  octokit: { log: { warn: (line: string) => void } },
  count: number,
): boolean {
  const isTried = count < retries && seconds <= longestWait;
  const then = isTried ? `retrying in ${seconds} seconds` : `postponed by at least ${seconds} seconds`;
  octokit.log.warn(`hit a rate limit of GitHub: ${method} ${url}: ${then}`);
  return isTried;
}
