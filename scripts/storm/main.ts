import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type GitHub, startGitHub } from '../../test/fake-github/start-github.ts';
import { freePort } from '../../test/free-port.ts';
import { readAppRegistration } from '../../test/github/read-app-registration.ts';
import { type StartedRedis, startRedis } from '../../test/queue/start-redis.ts';
import { burst } from './burst.ts';
import { leftInProgress, wrongWith } from './judge.ts';
import { act, openPlayers, type Player } from './players.ts';
import { openLog, type Program, startProgram } from './programs.ts';
import { createRandom, type Random } from './random.ts';
import { type StormySources, startSources } from './sources.ts';
import { badWeather } from './weather.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    redis: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});
const sizes = values.quick
  ? { repositories: 3, pulls: 12, deliveries: 250, burst: 3, patience: 120_000 }
  : { repositories: 20, pulls: 200, deliveries: 5000, burst: 20, patience: 900_000 };

process.exitCode = await main();

/** `npm run storm [-- --quick] [-- --redis] [-- --seed 3]`: real processes, a local GitHub, bad weather; then the truth. */
async function main(): Promise<number> {
  const random = createRandom(Number(values.seed));
  const data = await mkdtemp(join(tmpdir(), 'blast-radius-storm-'));
  await mkdir('build', { recursive: true });
  const log = openLog(resolve('build/storm.log'));
  const github = await startGitHub({ app: readAppRegistration(resolve('app.yml')) });
  // A storm is more than the 5,000 an hour of a small organization; those on GitHub Enterprise Cloud have this many.
  github.setRateLimit(15_000);
  const redis = values.redis ? await startRedis() : undefined;
  const sources = await startSources(createRandom(Number(values.seed) + 1));
  const programs: Program[] = [];
  try {
    programs.push(...(await startPrograms(github, redis, sources, data, log)));
    github.setWebhookUrl(`${programs[0]?.url()}/api/github/webhooks`);
    return await storm({ github, redis, sources, programs, random });
  } finally {
    for (const program of programs) await program.stop();
    await sources.close();
    await redis?.stop();
    await github.close({ tolerateViolations: true });
    await rm(data, { recursive: true, force: true });
    log.end();
  }
}

interface Stage {
  readonly github: GitHub;
  readonly redis: StartedRedis | undefined;
  readonly sources: StormySources;
  readonly programs: readonly Program[];
  readonly random: Random;
}

async function storm({ github, redis, sources, programs, random }: Stage): Promise<number> {
  const began = Date.now();
  const players = await openPlayers(github, random, sizes);
  say(`${players.length} pull requests are open`);
  const clear = badWeather(github, random);
  const approved = new Map<Player, Set<string>>();
  let kills = 0;
  let restarts = 0;
  let nextKill = Date.now() + 4_000;
  let nextRestart = Date.now() + 9_000;
  while (github.deliveries().length < sizes.deliveries) {
    const player = random.pick(players);
    if (player) await act(player, random);
    noteApprovals(players, approved);
    if (random.chance(0.15)) await sleep(random.below(400));
    if (random.chance(0.02)) sources.move();
    if (Date.now() > nextKill) {
      const program = programs[random.below(programs.length)];
      await program?.kill();
      await program?.start();
      kills += 1;
      nextKill = Date.now() + 3_000 + random.below(4_000);
    }
    if (redis && Date.now() > nextRestart) {
      await redis.halt();
      await sleep(300);
      await redis.resume();
      restarts += 1;
      nextRestart = Date.now() + 15_000;
    }
  }
  clear();
  sources.clear();
  say(
    `the weather clears after ${seconds(began)} s; ${kills} processes were killed, Redis restarted ${restarts} times`,
  );
  // What was lost is found by the sweep of a start.
  for (const program of programs) {
    await program.kill();
    await program.start();
  }
  const { rate, times } = await burst(github, players, random, sizes.burst);
  say(
    `${Math.round(rate)} deliveries a second while reviews run: answered in ${at(times, 0.5)} ms (p50), ${at(times, 0.99)} ms (p99)`,
  );
  await settle(players, approved, sources.served);
  say(`${sources.asked()} requests for what lies elsewhere`);
  return report({ github, programs, players, approved, began, served: sources.served });
}

/** An approval that once turned a check green must not be lost. */
function noteApprovals(players: readonly Player[], approved: Map<Player, Set<string>>): void {
  for (const player of players) {
    const { state, isProtected, pull } = player;
    const [check] = pull.checks;
    if (!isProtected || state.kind !== 'value' || check?.conclusion !== 'success') continue;
    const known = approved.get(player) ?? new Set();
    approved.set(player, known.add(state.value));
  }
}

async function settle(
  players: readonly Player[],
  approved: ReadonlyMap<Player, Set<string>>,
  served: ReadonlySet<string>,
): Promise<void> {
  const end = Date.now() + sizes.patience;
  while (Date.now() < end) {
    const isRight = players.every(
      (player) => wrongWith(player, approved.get(player) ?? new Set(), served).length === 0,
    );
    if (isRight && leftInProgress(players).length === 0) return;
    await sleep(500);
  }
}

interface Outcome {
  readonly github: GitHub;
  readonly programs: readonly Program[];
  readonly players: readonly Player[];
  readonly approved: ReadonlyMap<Player, Set<string>>;
  /** In milliseconds since 1970. */
  readonly began: number;
  readonly served: ReadonlySet<string>;
}

function report({ github, programs, players, approved, began, served }: Outcome): number {
  const wrong = players.flatMap((player) => {
    const reasons = wrongWith(player, approved.get(player) ?? new Set(), served);
    return reasons.length === 0 ? [] : [`${player.repository.fullName}#${player.pull.number}: ${reasons.join('; ')}`];
  });
  const left = leftInProgress(players);
  const deliveries = github.deliveries();
  const answered = deliveries.filter(({ statusCode }) => statusCode === 200);
  const times = answered.map(({ duration }) => duration * 1000).sort((a, b) => a - b);
  const again = deliveries.filter(({ redelivery }) => redelivery).length;
  const calls = github.requests.filter(({ kind }) => kind === 'api').length;
  say(`${deliveries.length} deliveries, ${deliveries.length - answered.length} not taken, ${again} redelivered`);
  say(
    `answered in ${at(times, 0.5)} ms (p50), ${at(times, 0.99)} ms (p99); ${calls} REST requests; ${seconds(began)} s in all`,
  );
  const crashes = programs.flatMap((program) => program.crashes());
  say(`${crashes.length} times a process ended by itself, or forgot a failure`);
  say(`${left.length} checks left in progress; ${github.violations().length} requests not as GitHub describes them`);
  for (const line of [...wrong, ...left, ...crashes, ...github.violations().slice(0, 5)]) say(line);
  const count = wrong.length + left.length + crashes.length + github.violations().length;
  say(`storm: ${players.length} pull requests, ${count} wrong`);
  return count === 0 ? 0 : 1;
}

async function startPrograms(
  github: GitHub,
  redis: StartedRedis | undefined,
  sources: StormySources,
  data: string,
  log: ReturnType<typeof openLog>,
): Promise<Program[]> {
  const variables = {
    NODE_ENV: 'production',
    APP_ID: String(github.appId),
    PRIVATE_KEY: github.privateKey,
    WEBHOOK_SECRET: github.webhookSecret,
    STATE_KEY: 'a key for storms that is long enough',
    GHE_HOST: github.host,
    GHE_PROTOCOL: 'http',
    WRITES_PER_MINUTE: '100000',
    SWEEP_MINUTES: '1',
    // Eight reviews at once: in one process, or in two workers.
    CONCURRENCY: redis ? '4' : '8',
    ...sources.variables,
    ...(redis ? { REDIS_URL: redis.url } : {}),
  };
  const roles = redis ? ['web', 'worker', 'worker'] : ['all'];
  return Promise.all(
    roles.map(async (role, index) =>
      startProgram(role, { ...variables, DATA_DIR: join(data, String(index)) }, await freePort(), log),
    ),
  );
}

function at(times: readonly number[], part: number): number {
  return Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0);
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
