import type { Logger } from 'pino';
import type { Probot } from 'probot';
import { roleOf } from '../../github/api/role-of.ts';
import { RateLimit } from '../../github/commands/run/rate-limit.ts';
import { reportOf } from '../../github/report/report-of.ts';
import { whyOf } from '../../github/report/why-of.ts';
import type { ReviewPorts } from '../../github/tasks/review-ports.ts';
import type { AppEnvironment } from '../env/environment.ts';
import { sessionKey } from '../env/masking-key.ts';
import { badgeOf, createBadges } from './badges.ts';
import type { FleetNews } from './fleet-news.ts';
import { cellOf, type FleetPorts, fleetOf } from './fleet-of.ts';
import { type HistoryPorts, historyOf, KeptHistory } from './history-of.ts';
import { type FleetAddress, pathOfFleet } from './page-address.ts';
import { callbackPath, createPages, type Pages } from './pages.ts';
import { reportPath } from './report-address.ts';
import { createSeal } from './session/sealed.ts';
import { createSignIn } from './session/sign-in.ts';
import { readSetup } from './setup-view.ts';

/** In ten minutes, of one person: a fleet page is looked through cell by cell. */
const MOST_CELLS = 200;
/** As many questions. Each is a review that is remembered for the most part, and a few requests to GitHub. */
const MOST_WHYS = 60;

/** @returns the pages, wired to GitHub; where nobody could sign in, the one for everybody */
export function pagesWith(
  { pages, gitHub, stateKey }: AppEnvironment,
  probot: Probot,
  ports: ReviewPorts,
  ofFleet: Omit<FleetPorts, 'notes' | 'reports'> & Pick<HistoryPorts, 'history'> & { readonly news: FleetNews },
  log: Logger,
): Pages {
  if (pages === undefined) return createPages(undefined);
  const { origin, clientId, clientSecret } = pages;
  const limit = new RateLimit();
  const cells = new RateLimit(MOST_CELLS);
  const whys = new RateLimit(MOST_WHYS);
  const fleets = { ...ofFleet, notes: ports.notes, reports: ports.reports };
  const kept = new KeptHistory();
  const badges = createBadges(async (repository, line) => {
    const installation = await installationOf(probot, repository);
    if (installation === undefined) return undefined;
    return badgeOf(ofFleet, { installation, ...repository }, line, inTime());
  }, log);
  /** @returns what somebody reads who may read the repository; for others there is nothing */
  const forReader = async <Read>(
    { owner, repo, number }: FleetAddress & { readonly number?: number },
    login: string,
    read: (installation: number, line: Logger) => Promise<Read>,
  ): Promise<Read | undefined> => {
    const line = log.child({ repository: `${owner}/${repo}`, ...(number !== undefined && { pull: number }), login });
    const installation = await readableBy(probot, ports, { owner, repo }, login, line);
    return installation === undefined ? undefined : read(installation, line);
  };
  const personal = createPages({
    signIn: createSignIn({ clientId, clientSecret, callback: origin + callbackPath, ...gitHub }),
    seal: createSeal(sessionKey(stateKey)),
    isSecure: origin.startsWith('https:'),
    isWithinLimit: (login) => limit.take(login, Date.now()),
    mayOpen: (login) => cells.take(login, Date.now()),
    mayAskWhy: (login) => whys.take(login, Date.now()),
    report: ({ commit, ...pull }, login) =>
      forReader(pull, login, (installation, line) =>
        reportOf(ports, { installation, ...pull }, commit, line, inTime()),
      ),
    why: ({ commit, object, ...pull }, login) =>
      forReader(pull, login, (installation, line) =>
        whyOf(ports, { installation, ...pull }, { commit, object }, line, inTime()),
      ),
    fleet: (address, login) =>
      forReader(address, login, (installation, line) => fleetOf(fleets, { installation, ...address }, line, inTime())),
    cell: (address, login) =>
      forReader(address, login, (installation, line) => cellOf(fleets, { installation, ...address }, line, inTime())),
    history: (address, login) =>
      forReader(address, login, (installation, line) =>
        historyOf({ ...ofFleet, ...ports }, kept, { installation, ...address }, line, inTime()),
      ),
    news: ({ seen, ...repository }, login, response) =>
      forReader(repository, login, () => Promise.resolve(ofFleet.news.follow(repository, login, seen, response))),
    setup: async (address, login) => {
      const line = log.child({ installation: address.installation, login });
      return readSetup(await probot.auth(), ports, address, login, line);
    },
    log,
  });
  return async (request, response) => (await badges(request, response)) || personal(request, response);
}

/** A browser waits no longer. */
const mostMilliseconds = 60_000;

function inTime(): AbortSignal {
  return AbortSignal.timeout(mostMilliseconds);
}

/** @returns where checks and comments link to */
export function pagesOfWith({ pages }: AppEnvironment): ReviewPorts['pagesOf'] {
  return ({ owner, repo, number }, commit) => {
    if (pages === undefined) return undefined;
    const [report, fleet] = [reportPath({ owner, repo, number, commit }), pathOfFleet({ owner, repo })];
    return { report: pages.origin + report, fleet: pages.origin + fleet };
  };
}

/** @returns the installation on a repository; `undefined` if there is none, or the person may not read it */
async function readableBy(
  probot: Probot,
  ports: ReviewPorts,
  repository: FleetAddress,
  login: string,
  log: Logger,
): Promise<number | undefined> {
  const installation = await installationOf(probot, repository);
  if (installation === undefined) return undefined;
  const github = await ports.connect(installation, log);
  return (await roleOf(github, repository, login)) === undefined ? undefined : installation;
}

async function installationOf(probot: Probot, { owner, repo }: FleetAddress): Promise<number | undefined> {
  const github = await probot.auth();
  try {
    return (await github.rest.apps.getRepoInstallation({ owner, repo })).data.id;
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 404) return undefined;
    throw error;
  }
}
