import { lookForCommand } from '../../../src/github/tasks/look-again.ts';
import type { Game } from '../play/game.ts';
import { isReview } from '../play/pages.ts';
import { type Cluster, clusters, shownEffect, type Target } from '../world/effects.ts';
import { appLogin, owner, type Pull, repo } from '../world/world.ts';
import { tell } from './deliveries.ts';

interface Command {
  readonly kind: 'approve' | 'unapprove';
  readonly by: string;
  readonly target: Target;
}

/** By everybody, also on what is closed. @returns what to say of it */
export function commandOn(game: Game, pull: Pull, { kind, by, target }: Command): string {
  const { world, truth } = game;
  const comment = world.id();
  const { number, base } = pull;
  const about = { pull: number, by, base, time: world.time, said: world.time };
  if (kind === 'approve')
    for (const seen of new Set(effectsSeen(game, number, target)))
      truth.gave({ ...about, effects: { [target]: seen } });
  else {
    const sharing = () => game.checks.sharing(number);
    const isAuthor = () => {
      const branches = sharing().map((each) => world.branch(world.pull(each).branch));
      // Also of a commit that a push has taken away.
      const commits = branches.flatMap(({ commits: own, former }) => [...own, ...former.flat()]);
      return commits.some(({ authors }) => authors.includes(by));
    };
    game.whenAnswered(comment, truth.withdrew({ ...about, target }, { isAuthor, sharing }));
  }
  const pullRequest = { installation: 1, owner, repo, number };
  const asked = lookForCommand({ kind, pullRequest, delivery: 'delivery', target, by, at: world.now(), comment });
  tell(game, `/${kind} ${target} by ${by} on #${number}`, asked);
  return `/${kind} ${target} by ${by} on #${number} into ${base}, seeing ${JSON.stringify(game.pages.seen(number)[target])}`;
}

interface Acceptance {
  readonly kind: 'override' | 'acknowledge';
  readonly by: string;
  readonly rule: string;
  readonly reason: string;
  /** `undefined`: wherever the rule finds something. */
  readonly cluster: Cluster | undefined;
}

/** Without a reason, nothing is accepted. @returns what to say of it */
export function acceptOn(game: Game, pull: Pull, { kind, by, rule, reason, cluster }: Acceptance): string {
  const { world, truth } = game;
  const { number, base } = pull;
  const about = { pull: number, by, base, time: world.time, said: world.time };
  if (reason !== '')
    for (const target of cluster === undefined ? clusters : [cluster])
      for (const seen of new Set(effectsSeen(game, number, target)))
        truth[kind === 'override' ? 'overrode' : 'acknowledged'](rule, { ...about, effects: { [target]: seen } });
  const pullRequest = { installation: 1, owner, repo, number };
  const words = [cluster, reason].filter((word) => word !== undefined && word !== '').join(' ');
  const asked = {
    kind,
    pullRequest,
    delivery: 'delivery',
    target: undefined,
    rule,
    reason: words,
  };
  const line = `/${kind} ${rule} ${words}`;
  tell(game, `${line} by ${by} on #${number}`, lookForCommand({ ...asked, by, at: world.now(), comment: world.id() }));
  return `${line} by ${by} on #${number} into ${base}, seeing ${JSON.stringify(game.pages.seen(number))}`;
}

/**
 * What the App wrote last into its comment. What somebody else has written there counts as seen only where the check says
 * the same: then the App has found that it need not write it again.
 */
export function effectsSeen({ world, pages }: Game, number: number, target: Target): readonly string[] {
  const comment = world.comments.find(({ pull, by, body }) => pull === number && by === appLogin && isReview(body));
  const standing = shownEffect(target, comment?.body ?? '');
  const pull = world.pull(number);
  const check = world.runOf(world.headOf(pull), pull.base);
  const isConfirmed =
    check?.status === 'completed' && shownEffect(target, `${check.output.summary}${check.output.text}`) === standing;
  return [pages.seen(number)[target] ?? '', ...(isConfirmed ? [standing] : [])];
}
