import type { Permission } from '../../../../src/config/config.ts';
import type { PullHandle } from '../../../../test/fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../../../../test/fake-github/handles/repository-handle.ts';
import type { Exchange } from '../../../../test/fake-github/http/exchange.ts';
import type { CheckRun, Comment } from '../../../../test/fake-github/state/repository.ts';
import { kustomization } from '../../../../test/github/small-fleet.ts';
import type { Random } from '../../../storm/random.ts';
import { type OpenPage, Pages } from '../../play/pages.ts';
import type { Rules } from '../../truth/rules.ts';
import { Truth } from '../../truth/truth.ts';
import type { Content } from '../../world/effects.ts';
import { appLogin, bases, people } from '../../world/world.ts';
import type { Stage } from '../stage/stage.ts';
import { configurationOf, filesOf } from './files-of.ts';
import { Greens } from './greens.ts';
import { badRequests, outstanding, StoryWeather } from './weather.ts';

/** Where all branches begin. */
const first: Content = { prod: 1, edge: 1, config: 0 };

/** A button as somebody has it before them, on a page that may be old. */
interface OpenedPage extends Omit<OpenPage, 'run'> {
  readonly run: CheckRun;
}

/** A repository with its people, and the truth about what they see and do. */
export class Story {
  readonly number: number;
  readonly stage: Stage;
  readonly repository: RepositoryHandle;
  readonly truth: Truth;
  readonly weather: StoryWeather;
  readonly greens: Greens;
  readonly pages = new Pages();
  /** Buttons that somebody may still click, the newest last. */
  readonly opened: OpenedPage[] = [];
  readonly pulls: PullHandle[] = [];
  readonly trace: string[] = [];
  /** By name, how often each step happened. */
  readonly steps = new Map<string, number>();
  /** What every commit of a pull request touches, and who made the commits up to it. */
  readonly heads = new Map<string, { readonly content: Content; readonly authors: readonly string[] }>();
  /** By branch, everybody who made a commit that it has or had. */
  readonly #authors = new Map<string, ReadonlySet<string>>();
  /** By base, all that its tip has held, the newest last, with the turns in which each came. */
  readonly tips = new Map<string, { readonly content: Content; readonly since: number }[]>();
  /** What people wrote over the App's comments. */
  readonly pasted = new Set<string>();
  readonly root: string;
  /** Withdrawals that the App has not answered yet. */
  readonly asked: { readonly comment: Comment; readonly heard: () => void }[] = [];
  /** By comment, what stood in it when it was looked at last. */
  readonly #last = new Map<number, string>();

  private constructor(number: number, stage: Stage, repository: RepositoryHandle, rules: Rules, random: Random) {
    this.number = number;
    this.stage = stage;
    this.repository = repository;
    this.root = repository.sha('main');
    this.truth = new Truth(rules);
    this.greens = new Greens(this);
    this.weather = new StoryWeather(random);
    for (const [login, role] of Object.entries(people)) this.setRole(login, role);
    for (const base of bases) this.tips.set(base, [{ content: { ...first, config: versionOf(base) }, since: 0 }]);
  }

  /** @param random for the weather alone, so that the weather does not decide what people do */
  static async open(number: number, stage: Stage, rules: Rules, random: Random): Promise<Story> {
    const files = { ...filesOf(first), ...configurationOf(0, rules) };
    for (const name of ['prod', 'edge'])
      Object.assign(files, { [`clusters/${name}/kustomization.yaml`]: kustomization('object.yaml') });
    const owner = `acme-${number}`;
    const names = { owner, name: 'fleet', organization: true, install: false };
    const repository = await stage.github.createRepository({ ...names, files });
    const story = new Story(number, stage, repository, rules, random);
    for (const base of bases.slice(1))
      await repository.commit(base, {
        from: 'main',
        write: { 'README.md': `${base}\n`, ...configurationOf(versionOf(base), rules) },
      });
    // Until here the App hears of nothing, and has nothing to look at.
    stage.github.app.install(owner, { silently: true });
    badRequests(stage.github, repository.fullName, story.weather);
    return story;
  }

  setRole(login: string, role: Permission | undefined): void {
    if (role === undefined) this.repository.removeUser(login);
    else this.repository.addUser(login, { role });
    this.truth.role(login, role);
  }

  note(line: string): void {
    const { turn } = this.truth;
    this.trace.push(`${String(turn).padStart(4)} ${this.stage.clock.now().toISOString().slice(14, 23)} ${line}`);
  }

  tipOf(base: string): Content {
    return this.tips.get(base)?.at(-1)?.content ?? {};
  }

  headOf(commit: string): { readonly content: Content; readonly authors: readonly string[] } {
    return this.heads.get(commit) ?? { content: {}, authors: [] };
  }

  authorsOf(branch: string): ReadonlySet<string> {
    return this.#authors.get(branch) ?? new Set();
  }

  /** A branch was put to a commit that is known. */
  moved(branch: string, commit: string): void {
    this.#authors.set(branch, new Set([...this.authorsOf(branch), ...this.headOf(commit).authors]));
  }

  /** The open pull requests that have its head and base. */
  sharing({ headSha, base }: PullHandle): readonly PullHandle[] {
    return this.pulls.filter((each) => each.state === 'open' && each.headSha === headSha && each.base === base);
  }

  /** Whether the App was told everything, or has looked at everything since. */
  get isToldAll(): boolean {
    return outstanding(this.stage.github.deliveries(), this.repository.state.id).length === 0;
  }

  /** All is done that was asked for: each green check is held to the truth. */
  atRest(): void {
    this.look();
    this.truth.turned();
    for (const { comment, heard } of this.asked)
      if (comment.reactions.some(({ user, content }) => user.login === appLogin && /^(\+1|confused)$/.test(content)))
        heard();
    this.truth.turn += 1;
    if (this.isToldAll) this.greens.atRest();
    this.greens.beginsAnew();
  }

  /** What people see now of the App's comments. */
  look(): void {
    for (const pull of this.pulls)
      for (const comment of pull.comments)
        if (comment.author.login === appLogin && !this.pasted.has(comment.body)) this.#saw(pull.number, comment);
  }

  /** The App, or somebody, asked something of GitHub about this repository. */
  hears({ method, path, requestBody, status }: Exchange): void {
    const [, id] = /\/check-runs\/(\d+)$/.exec(path) ?? [];
    const isWritten = (method === 'POST' && path.endsWith('/check-runs')) || (method === 'PATCH' && id !== undefined);
    if (!isWritten || status >= 300 || typeof requestBody !== 'object' || requestBody === null) return;
    const body: Readonly<Record<string, unknown>> = { ...requestBody };
    if (body.conclusion !== 'success') return;
    const runs: readonly CheckRun[] = [...this.repository.state.checkRuns.values()];
    const run =
      id === undefined ? runs.findLast(({ name }) => name === body.name) : runs.find((each) => each.id === Number(id));
    if (run !== undefined) this.greens.written(run);
  }

  #saw(pull: number, { id, body }: Comment): void {
    if (this.#last.get(id) === body) return;
    this.#last.set(id, body);
    const shown = this.pages.wrote(pull, body);
    if (shown !== undefined)
      this.note(`the comment of #${pull} shows ${shown.commit.slice(0, 7)} ${JSON.stringify(shown.effects)}`);
  }
}

/** The branch `lax` asks nobody. */
function versionOf(base: string): number {
  return base === 'lax' ? 1 : 0;
}
