import { Pages } from '../../scripts/model/play/pages.ts';
import { Truth } from '../../scripts/model/truth/truth.ts';
import type { Content, Target } from '../../scripts/model/world/effects.ts';
import { objectName } from '../../scripts/model/world/effects.ts';
import type { Permission } from '../../src/config/config.ts';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import type { Comment } from '../fake-github/state/repository.ts';
import { kustomization, settings } from '../github/small-fleet.ts';
import type { StartedApp } from '../github/start-app.ts';
import { checkOf, configPath } from './trial.ts';

const clusters = ['prod', 'edge'] as const;
const roles = {
  dana: 'maintain',
  mia: 'maintain',
  ren: 'maintain',
  ada: 'admin',
  walt: 'write',
  eve: 'write',
} as const;

/** Where all branches begin. */
const first: Content = { prod: 1, edge: 1, config: 0 };
const appLogin = 'blast-radius[bot]';
let count = 0;

/** A repository with its people, and the truth about what they see and do. */
export class StoryOverHttp {
  readonly app: StartedApp;
  readonly repository: RepositoryHandle;
  readonly truth: Truth;
  readonly pages = new Pages();
  readonly pulls: PullHandle[] = [];
  readonly trace: string[] = [];
  /** What every commit of a pull request touches, and who made the commits up to it. */
  readonly heads = new Map<string, { readonly content: Content; readonly authors: readonly string[] }>();
  /** By base, what its tip holds. */
  readonly tips = new Map<string, Content>();
  /** What people wrote over the App's comments. */
  readonly pasted = new Set<string>();
  readonly root: string;
  /** Withdrawals that the App has not answered yet. */
  readonly asked: { readonly comment: Comment; readonly heard: () => void }[] = [];

  private constructor(app: StartedApp, repository: RepositoryHandle) {
    this.app = app;
    this.repository = repository;
    this.root = repository.sha('main');
    this.truth = new Truth({
      prod: { anyOf: [{ kind: 'permission', permission: 'maintain' }], count: 1, author: false },
      edge: { anyOf: [{ kind: 'user', user: 'walt' }], count: 1, author: false },
    });
    for (const [login, role] of Object.entries(roles)) this.setRole(login, role);
    for (const base of ['main', 'release']) this.tips.set(base, first);
    this.tips.set('lax', { ...first, config: 1 });
  }

  static async open(app: StartedApp): Promise<StoryOverHttp> {
    count += 1;
    const files = { ...filesOf(first), [configPath]: configuration(true) };
    for (const name of clusters)
      Object.assign(files, { [`clusters/${name}/kustomization.yaml`]: kustomization('object.yaml') });
    const names = { owner: 'acme', name: `story-${count}`, organization: true };
    const repository = await app.github.createRepository({ ...names, files });
    const story = new StoryOverHttp(app, repository);
    await repository.commit('release', { from: 'main', write: { 'README.md': 'A release.\n' } });
    await repository.commit('lax', { from: 'main', write: { [configPath]: configuration(false) } });
    return story;
  }

  setRole(login: string, role: Permission | undefined): void {
    if (role === undefined) this.repository.removeUser(login);
    else this.repository.addUser(login, { role });
    this.truth.role(login, role);
  }

  /** Everything is done that was asked for; then each green check is held to the truth. */
  async rest(): Promise<readonly string[]> {
    await this.app.quiet();
    this.look();
    this.truth.turned();
    for (const { comment, heard } of this.asked)
      if (comment.reactions.some(({ user, content }) => user.login === appLogin && /^(\+1|confused)$/.test(content)))
        heard();
    this.truth.turn += 1;
    return this.pulls.flatMap((pull) => this.#wrongWith(pull) ?? []);
  }

  /** The open pull requests that have its head and base. */
  sharing({ headSha, base }: PullHandle): readonly number[] {
    const same = this.pulls.filter((each) => each.state === 'open' && each.headSha === headSha && each.base === base);
    return same.map(({ number }) => number);
  }

  /** What people see now of the App's comments. */
  look(): void {
    for (const pull of this.pulls)
      for (const { author, body } of pull.comments)
        if (author.login === appLogin && !this.pasted.has(body)) this.#saw(pull.number, body);
  }

  readonly #last = new Map<number, string>();

  #saw(pull: number, body: string): void {
    if (this.#last.get(pull) === body) return;
    this.#last.set(pull, body);
    this.pages.wrote(pull, body);
  }

  #wrongWith(pull: PullHandle): string | undefined {
    const { headSha: commit, base, state } = pull;
    if (state !== 'open' || checkOf(pull)?.conclusion !== 'success') return undefined;
    const { content: head = {}, authors = [] } = this.heads.get(commit) ?? {};
    const { turn } = this.truth;
    const pulls = this.sharing(pull);
    const tips = [this.tips.get(base) ?? {}];
    return this.truth.wrongWith({ commit, base, head, authors, tips, pulls, from: turn, to: turn });
  }
}

/** @returns the manifests of a content: each object has its version in its name */
export function filesOf(content: Content): Record<string, string> {
  const changed = clusters.flatMap((name) => (content[name] === undefined ? [] : [[name, content[name]] as const]));
  return Object.fromEntries(
    changed.map(([name, version]: readonly [Target, number]) => [
      `clusters/${name}/object.yaml`,
      settings(`${name} ${version}`, objectName(name, version)),
    ]),
  );
}

/** A file that is as it was where the branch began is not touched by a pull request. */
export function touched(content: Content): Content {
  return Object.fromEntries(Object.entries(content).filter(([, version]) => version !== 1));
}

function configuration(isProtected: boolean): string {
  const lines = clusters.map((name) => `  - { path: clusters/${name}, protected: ${isProtected} }\n`);
  const rules = 'approvals: { edge: { anyOf: [ { user: walt } ] } }\n';
  return `clusters:\n${lines.join('')}${isProtected ? rules : ''}`;
}
