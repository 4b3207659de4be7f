import type { PullHandle } from '../../test/fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../../test/fake-github/handles/repository-handle.ts';
import type { GitHub } from '../../test/fake-github/start-github.ts';
import { kustomization, settings, smallFleet } from '../../test/github/small-fleet.ts';
import type { Random } from './random.ts';
import { ELSEWHERE, SOURCES } from './sources.ts';

/** A pull request of the storm, and what it does at its present head. */
export interface Player {
  readonly repository: RepositoryHandle;
  readonly pull: PullHandle;
  readonly branch: string;
  readonly isProtected: boolean;
  /** Whether its fleet refers to something elsewhere. */
  readonly hasElsewhere: boolean;
  /** What its change amounts to: a value of the setting, a page that no cluster reads, or a file that is broken. */
  state: { readonly kind: 'value'; readonly value: string } | { readonly kind: 'page' } | { readonly kind: 'broken' };
  /** The values whose effect somebody who may has clicked to approve. */
  readonly clicked: Set<string>;
}

const protectedProd = 'clusters:\n  - { path: clusters/dev }\n  - { path: clusters/prod, protected: true }\n';

function shop(hasElsewhere: boolean): string {
  return hasElsewhere ? kustomization('settings.yaml', ...ELSEWHERE) : kustomization('settings.yaml');
}

/** Makes the repositories and opens the pull requests, every other repository with a protected cluster. */
export async function openPlayers(
  github: GitHub,
  random: Random,
  { repositories, pulls }: { readonly repositories: number; readonly pulls: number },
): Promise<Player[]> {
  const players: Player[] = [];
  for (let index = 0; index < repositories; index += 1) {
    const isProtected = index % 2 === 0;
    const hasElsewhere = index % 4 < 2;
    const files = {
      ...smallFleet,
      'apps/shop/kustomization.yaml': shop(hasElsewhere),
      ...(hasElsewhere ? { 'apps/shop/sources.yaml': SOURCES } : {}),
      '.github/blast-radius.yml': isProtected ? protectedProd : protectedProd.replace(', protected: true', ''),
    };
    const repository = await github.createRepository({
      owner: 'acme',
      name: `fleet-${index}`,
      organization: true,
      files,
    });
    repository.addUser('mia', { role: 'admin' });
    const count = Math.ceil((pulls - players.length) / (repositories - index));
    for (let number = 0; number < count; number += 1) {
      const branch = `change-${number}`;
      const value = String(2 + random.below(1000));
      await repository.commit(branch, { write: { 'apps/shop/settings.yaml': settings(value) }, as: 'dana' });
      const pull = await repository.openPull({ head: branch, author: 'dana' });
      const about = { repository, pull, branch, isProtected, hasElsewhere };
      players.push({ ...about, state: { kind: 'value', value }, clicked: new Set() });
    }
  }
  return players;
}

/** One thing that people do to a pull request, or to its repository. */
export async function act(player: Player, random: Random): Promise<void> {
  const { repository, pull } = player;
  const what = random.number();
  if (what < 0.45) return change(player, random);
  if (what < 0.6) return click(player);
  if (what < 0.72) {
    await repository.commit('main', { write: { 'docs/page.md': `Page ${random.number()}.\n` } });
  } else if (what < 0.8) {
    await pull.close();
    await pull.reopen();
  } else if (what < 0.88) {
    await pull.setDraft(!pull.draft);
  } else if (what < 0.94) {
    const [check] = pull.checks;
    if (check?.status === 'completed') repository.rerequest(check);
  } else {
    pull.comment(`Some words ${random.number()}.`, 'dana');
  }
}

/** A push, one in five of them forced: another value, a page, or a file that is broken. */
export async function change(player: Player, random: Random): Promise<void> {
  const { repository, branch, hasElsewhere } = player;
  const kind = random.number();
  const value = String(2 + random.below(1000));
  const good = shop(hasElsewhere);
  const write =
    kind < 0.75
      ? { 'apps/shop/settings.yaml': settings(value), 'apps/shop/kustomization.yaml': good }
      : kind < 0.88
        ? { 'apps/shop/settings.yaml': settings('1'), 'apps/shop/kustomization.yaml': good, 'README.md': `${value}\n` }
        : { 'apps/shop/kustomization.yaml': kustomization('nowhere.yaml') };
  const force = random.chance(0.2) ? { force: true, from: 'main' } : {};
  await repository.commit(branch, { write, as: 'dana', ...force });
  player.state = kind < 0.75 ? { kind: 'value', value } : kind < 0.88 ? { kind: 'page' } : { kind: 'broken' };
}

/** Somebody who may approves what the check shows; what that is, is what the head does. */
async function click({ repository, pull, state, clicked }: Player): Promise<void> {
  const [check] = pull.checks;
  const [button] = check?.actions ?? [];
  if (!check || !button || check.status !== 'completed' || state.kind !== 'value') return;
  repository.requestAction(check, button.identifier, 'mia');
  clicked.add(state.value);
}
