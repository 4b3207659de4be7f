import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type GitHub, startGitHub } from '../test/fake-github/start-github.ts';
import { type ChartHost, startChartHost } from '../test/fake-sources/chart-host.ts';
import { loadCharts } from '../test/fixtures/fleets/load-charts.ts';
import { loadFleet, loadStories } from '../test/fixtures/fleets/load-fleet.ts';
import { readAppRegistration } from '../test/github/read-app-registration.ts';
import { playPromotion } from './play-promotion.ts';
import { baseMirror, playRemoteBase } from './play-remote-base.ts';
import { type Played, playStory } from './play-story.ts';
import { showAct } from './show-act.ts';
import { showReview } from './show-review.ts';
import { type Program, startProgram } from './start-program.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** `npm run demo` runs in the project's folder; the compiled file is elsewhere. */
const article = resolve('test/fixtures/fleets/article');
const output = resolve('build');
const pages = join(output, 'demo-pages');
const fleetPage = join(pages, 'what-runs-where.html');
const program = resolve('dist/cli/main.js');
const logFile = join(output, 'demo-app.log');

const terminal = openTerminal(process.stdout, process.env);
const interrupted = new Promise<'interrupted'>((done) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done('interrupted'));
  // The reader has closed the pipe, as `head` does.
  process.stdout.on('error', () => done('interrupted'));
});

process.exit(await main());

/** @returns the exit code; whatever happens, nothing that was started is left running */
async function main(): Promise<number> {
  const began: (() => Promise<unknown>)[] = [];
  try {
    await Promise.race([demo(began), interrupted]);
    return 0;
  } catch (error) {
    terminal.line(terminal.paint('red', error instanceof Error ? error.message : String(error)));
    terminal.line(`The App's log: ${logFile}`);
    return 1;
  } finally {
    terminal.progress('Stopping …');
    for (const end of began.reverse()) await end();
    terminal.line();
  }
}

async function demo(began: (() => Promise<unknown>)[]): Promise<void> {
  terminal.line(terminal.paint('bold', 'Blast Radius on a fleet of three clusters, against a local GitHub'));
  terminal.line();
  await mkdir(output, { recursive: true });
  await rm(pages, { recursive: true, force: true });
  terminal.progress('Starting a GitHub on this machine …');
  const github = await startGitHub({ app: readAppRegistration(resolve('app.yml')) });
  began.push(() => github.close({ tolerateViolations: true }));
  const charts = await startChartHost(loadCharts(join(article, 'charts')));
  began.push(charts.close);
  terminal.progress('Starting the App …');
  const app = await startApp(github, charts, began);
  github.setWebhookUrl(`${app.url}/api/github/webhooks`);
  terminal.progress('Pushing the fleet …');
  const files = Object.fromEntries(loadFleet(join(article, 'repo')));
  const repository = await github.createRepository({ owner: 'acme', name: 'fleet', organization: true, files });
  const cutAt = repository.sha('main');

  const played: Played[] = [];
  const stories = loadStories(join(article, 'stories'));
  for (const story of stories) {
    terminal.progress(`${played.length + 1} of ${stories.length}: ${story.title} …`);
    const one = await playStory(repository, story, cutAt);
    showReview(terminal, one);
    if (one.check.title === 'The review failed') throw new Error(`“${story.title}” could not be reviewed`);
    played.push(one);
  }
  terminal.progress('Taking another version of a base …');
  const based = await playRemoteBase(github, files);
  showReview(terminal, based);
  played.push(based);
  terminal.progress('Promoting by comment …');
  const promoted = await github.createRepository({ owner: 'acme', name: 'promotion', organization: true, files });
  await playPromotion(promoted, (act) => showAct(terminal, act));
  await github.settled();
  await github.writePages(pages);
  await writeFleetPage(promoted.gitDirectory);
  const again = await writesOfTheLastEventAgain(github);
  showWhereToLook(terminal, github, played, again);
  if (terminal.isTerminal) await interrupted;
}

/** What runs where after all that: the page that the App shows to people who have signed in. */
async function writeFleetPage(gitDirectory: string): Promise<void> {
  const where = [program, 'where', '--format', 'html', '--repo', gitDirectory];
  const { stdout } = await promisify(execFile)(process.execPath, where, { maxBuffer: 16 * 1024 * 1024 });
  await writeFile(fleetPage, stdout);
}

/** GitHub may deliver an event twice: the second delivery should write nothing. */
async function writesOfTheLastEventAgain(github: GitHub): Promise<number> {
  const written = github.writes().length;
  const read = github.requests.length;
  const last = github.deliveries('pull_request').at(-1);
  if (last !== undefined) await github.redeliver(last.id);
  const started = performance.now();
  while (github.requests.length < read + 3 && performance.now() - started < 5_000) await sleep(50);
  await sleep(500);
  return github.writes().length - written;
}

/** The built program, with only the environment that an operator would give it. */
async function startApp(github: GitHub, charts: ChartHost, began: (() => Promise<unknown>)[]): Promise<Program> {
  const data = await mkdtemp(join(tmpdir(), 'blast-radius-demo-'));
  began.push(() => rm(data, { recursive: true, force: true }));
  const variables = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    APP_ID: String(github.appId),
    PRIVATE_KEY: github.privateKey,
    WEBHOOK_SECRET: github.webhookSecret,
    STATE_KEY: randomBytes(48).toString('base64'),
    GHE_HOST: github.host,
    GHE_PROTOCOL: 'http',
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: data,
    WRITES_PER_MINUTE: '100000',
    FETCH: 'on',
    // Of the images of the demo, nobody out there is asked.
    FETCH_HOSTS: '127.0.0.1',
    FETCH_ALLOW: '127.0.0.1',
    FETCH_MIRRORS: `${charts.mirrors},${baseMirror(github)}`,
    LOG_FORMAT: 'json',
  };
  const app = await startProgram(program, variables, logFile);
  began.push(app.stop);
  return app;
}

function showWhereToLook(
  { line, paint, isTerminal }: Terminal,
  github: GitHub,
  played: readonly Played[],
  again: number,
): void {
  const seconds = played.map(({ took }) => took / 1000).sort((a, b) => a - b);
  const median = (seconds[Math.floor(seconds.length / 2)] ?? 0).toFixed(1);
  const longest = (seconds.at(-1) ?? 0).toFixed(1);
  line(
    `${played.length} pull requests reviewed. From push to completed check: median ${median} s, longest ${longest} s.`,
  );
  line(`The last event delivered again: ${again === 0 ? 'nothing' : `${again} requests`} written.`);
  line(`Their pages:     ${paint('underline', String(pathToFileURL(join(pages, 'index.html'))))}`);
  line(`What runs where: ${paint('underline', String(pathToFileURL(fleetPage)))}`);
  line(`The App's log: ${logFile}`);
  if (isTerminal) line(`Live, until you press Ctrl-C: ${paint('underline', `${github.url}/`)}`);
}
